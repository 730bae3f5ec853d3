//! A mail server on the loopback that keeps what it is sent, as the wire had it.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use koreplan::{
    App,
    outbox::{Clocks, settings::Settings, worker::Mailer},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

/// A mail as it arrived.
#[derive(Debug, Clone)]
pub struct Arrived {
    pub from: String,
    pub to: Vec<String>,
    pub data: Vec<u8>,
}

impl Arrived {
    fn parsed(&self) -> mail_parser::Message<'_> {
        mail_parser::MessageParser::default().parse(&self.data).unwrap()
    }

    pub fn subject(&self) -> String {
        self.parsed().subject().unwrap_or_default().to_owned()
    }

    /// The text, with its line ends as we write them.
    pub fn text(&self) -> String {
        self.parsed().body_text(0).unwrap_or_default().replace("\r\n", "\n")
    }

    pub fn id(&self) -> String {
        self.parsed().message_id().unwrap_or_default().to_owned()
    }

    pub fn header(&self, name: &str) -> String {
        self.parsed().header_raw(name).unwrap_or_default().trim().to_owned()
    }

    /// The texts of what is attached.
    pub fn attachments(&self) -> Vec<String> {
        let message = self.parsed();
        message
            .attachments()
            .map(|part| part.text_contents().unwrap_or_default().to_owned())
            .collect()
    }

    /// The path of the first line that is an address of ours with `part` in it.
    pub fn link(&self, part: &str) -> String {
        let text = self.text();
        let ours = "https://koreplan.example";
        let mut paths = text.lines().filter_map(|line| line.strip_prefix(ours));
        let found = paths.find(|path| path.contains(part));
        found.unwrap_or_else(|| panic!("no {part} in:\n{text}")).to_owned()
    }
}

/// The server. A receiver whose name begins with `nobody` is refused for good, with
/// `full` for now, with `lost` after the mail was kept: the answer gets lost.
#[derive(Clone)]
pub struct Sink {
    pub address: SocketAddr,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

impl Sink {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sink =
            Self { address: listener.local_addr().unwrap(), arrived: Arc::default() };
        let served = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let sink = served.clone();
                // A client that goes away in the middle ends its own talk only.
                tokio::spawn(async move { sink.talk(stream).await.ok() });
            }
        });
        sink
    }

    /// Settings that send through here.
    pub fn settings(&self) -> Settings {
        Settings {
            smtp_url: Some(format!("smtp://{}", self.address)),
            mail_from: Some("Sekretariatet <post@koreplan.example>".into()),
            base_url: Some("https://koreplan.example".into()),
            replies: None,
        }
    }

    pub fn mails(&self) -> Vec<Arrived> {
        self.arrived.lock().unwrap().clone()
    }

    /// The mails to that address.
    pub fn to(&self, address: &str) -> Vec<Arrived> {
        let mut mails = self.mails();
        mails.retain(|mail| mail.to == [address]);
        mails
    }

    /// Works off the outbox until nothing is due `later_s` seconds from now.
    pub async fn work(&self, app: &App, later_s: i64) {
        let mailer = Mailer::new(&self.settings().route().unwrap().unwrap());
        let mut at = Clocks::of(app);
        at.outside += later_s * 1_000_000;
        while koreplan::background::turn(app, Some(&mailer), at).await.unwrap() > 0 {}
    }

    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read);
        let (mut from, mut to) = (String::new(), Vec::new());
        write.write_all(b"220 sink\r\n").await?;
        loop {
            let line = line(&mut lines).await?;
            let command = line.to_ascii_uppercase();
            let answer: &[u8] = if command.starts_with("EHLO") {
                b"250-sink\r\n250 8BITMIME\r\n"
            } else if command.starts_with("MAIL FROM:") {
                from = inner(&line);
                to.clear();
                b"250 yes\r\n"
            } else if command.starts_with("RCPT TO:") {
                let receiver = inner(&line);
                if receiver.starts_with("nobody") {
                    b"550 nobody here\r\n"
                } else if receiver.starts_with("full") {
                    b"452 the mailbox is full\r\n"
                } else {
                    to.push(receiver);
                    b"250 yes\r\n"
                }
            } else if command == "DATA" {
                write.write_all(b"354 go on\r\n").await?;
                let data = data(&mut lines).await?;
                let lost = to.iter().any(|receiver| receiver.starts_with("lost"));
                let (from, to) = (from.clone(), std::mem::take(&mut to));
                self.arrived.lock().unwrap().push(Arrived { from, to, data });
                if lost {
                    return Ok(());
                }
                b"250 kept\r\n"
            } else if command == "QUIT" {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            } else if command == "RSET" || command == "NOOP" {
                b"250 yes\r\n"
            } else {
                b"500 what?\r\n"
            };
            write.write_all(answer).await?;
        }
    }
}

/// A line up to CR LF, as a strict server reads it.
async fn raw_line(
    lines: &mut BufReader<tokio::net::tcp::OwnedReadHalf>,
) -> std::io::Result<Vec<u8>> {
    let mut line = Vec::new();
    loop {
        if lines.read_until(b'\n', &mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line.ends_with(b"\r\n") {
            line.truncate(line.len() - 2);
            return Ok(line);
        }
    }
}

async fn line(
    lines: &mut BufReader<tokio::net::tcp::OwnedReadHalf>,
) -> std::io::Result<String> {
    Ok(String::from_utf8_lossy(&raw_line(lines).await?).into_owned())
}

/// A mail up to its lone dot.
async fn data(
    lines: &mut BufReader<tokio::net::tcp::OwnedReadHalf>,
) -> std::io::Result<Vec<u8>> {
    let mut data = Vec::new();
    loop {
        let line = raw_line(lines).await?;
        if line == b"." {
            return Ok(data);
        }
        data.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        data.extend_from_slice(b"\r\n");
    }
}

/// What stands between the angle brackets.
fn inner(line: &str) -> String {
    let (_, rest) = line.split_once('<').unwrap_or_default();
    rest.split('>').next().unwrap_or_default().to_owned()
}
