//! The worker of the tests. What the text of a job names, it does instead of working:
//! inside the walls, so that the walls are what is tried.

use std::process::{Command, ExitCode};

use koreplan_letters::{Refused, serve, work};

fn main() -> ExitCode {
    serve(|job, bytes| {
        let said = |what: &str, outcome: std::io::Result<()>| {
            let why = outcome.map_or_else(|error| error.to_string(), |()| "done".into());
            Err(Refused::Member { member: format!("{what}: {why}") })
        };
        match bytes {
            b"hang" => loop {
                std::hint::spin_loop();
            },
            b"wait" => loop {
                std::thread::park();
            },
            b"crash" => std::process::abort(),
            b"panic" => panic!("as it was asked to"),
            b"grow" => {
                let mut all = Vec::new();
                loop {
                    all.push(vec![1_u8; 1 << 20]);
                }
            }
            b"write" => {
                use std::io::Write as _;
                let part = vec![b'x'; 1 << 20];
                loop {
                    let _ = std::io::stdout().write_all(&part);
                }
            }
            b"nonsense" => {
                use std::io::Write as _;
                let _ = std::io::stdout().write_all(b"\0\0\0\x02{}");
                std::process::exit(0)
            }
            b"open" => said("open", std::fs::File::open("/etc/passwd").map(drop)),
            b"create" => {
                said("create", std::fs::File::create("/tmp/letters-escaped").map(drop))
            }
            b"connect" => {
                said("connect", std::net::TcpStream::connect("127.0.0.1:9").map(drop))
            }
            b"listen" => {
                said("listen", std::net::TcpListener::bind("127.0.0.1:0").map(drop))
            }
            b"socket" => {
                said("socket", std::os::unix::net::UnixDatagram::unbound().map(drop))
            }
            b"run" => said("run", Command::new("/bin/true").status().map(drop)),
            b"thread" => {
                said("thread", std::thread::Builder::new().spawn(|| ()).map(drop))
            }
            b"environment" => Err(Refused::Member {
                member: format!("{}", std::env::vars_os().count()),
            }),
            _ => work::work(job, bytes),
        }
    })
}
