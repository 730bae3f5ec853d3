//! What comes over the wire that no browser sends: requests that smuggle, heads without
//! end, sockets by the thousand; and a server in strange surroundings.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpSocket,
};

use super::{durability::Server, support::folder};

const CASE: &str = "digitaliseringsstrategi-2011-2015";

/// Sends bytes and reads until the server closes; nothing, if it does not.
fn send(server: &Server, bytes: &[u8]) -> Option<String> {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    // It may close before all is said.
    let _ = stream.write_all(bytes);
    let mut heard = Vec::new();
    match stream.read_to_end(&mut heard) {
        Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => None,
        _ => Some(String::from_utf8_lossy(&heard).into_owned()),
    }
}

#[test]
fn t05_where_the_server_stands_and_what_it_speaks_changes_no_time_and_no_deadline() {
    let empty = folder();
    let strange = [
        ("TZ", "America/New_York"),
        ("LANG", "C"),
        ("LC_ALL", "C"),
        ("TZDIR", empty.to_str().unwrap()),
    ];
    let here = Server::start_in(&folder(), None, &[]);
    let there = Server::start_in(&folder(), None, &strange);
    for page in ["", "/hearings/external-actors", "/meetings", "/initiatives"] {
        let path = format!("/da/{CASE}{page}");
        let body = |answer: String| answer.split_once("\r\n\r\n").unwrap().1.to_owned();
        let (one, other) = (body(here.page(&path)), body(there.page(&path)));
        assert_eq!(one, other, "{page}");
        if page.contains("external") {
            assert!(one.contains("4. oktober 2010 kl. 23.59"), "{one}");
        }
    }
    let receipt = there.submit(&"7".repeat(64)).unwrap();
    assert!(there.page(&receipt).contains("6. september 2010 kl. 09.0"));
}

/// A post of `form` whose length is said twice, with another request behind it.
fn smuggled(heads: &str, body: &str) -> Vec<u8> {
    format!(
        "POST /da/{CASE}/hearings/external-actors/inputs HTTP/1.1\r\nhost: x\r\n\
         content-type: application/x-www-form-urlencoded\r\n{heads}\r\n\r\n{body}"
    )
    .into_bytes()
}

#[test]
fn w18_a_request_that_hides_another_is_refused_or_the_last_on_its_line() {
    let server = Server::start_in(&folder(), None, &[]);
    let hidden = "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";
    let chunked = format!("0\r\n\r\n{hidden}");
    let cases = [
        ("content-length: 5\r\ntransfer-encoding: chunked", chunked.as_str()),
        ("transfer-encoding: chunked\r\ncontent-length: 5", &chunked),
        ("transfer-encoding: chunked\r\ntransfer-encoding: x", &chunked),
        ("transfer-encoding: x\r\ntransfer-encoding: identity", &chunked),
        ("transfer-encoding: xchunked", &chunked),
        ("transfer-encoding : chunked", &chunked),
        (" transfer-encoding: chunked", &chunked),
        ("content-length: 5\r\ncontent-length: 6", &chunked),
        ("content-length: +5", &chunked),
        ("content-length: 5, 5", &chunked),
        ("content-length: 18446744073709551616", &chunked),
        ("transfer-encoding: chunked\r\nconnection: close", "fffffffffffffffff\r\n"),
        (
            "transfer-encoding: chunked\r\nconnection: close",
            "5;a=\nb\r\nhallo\r\n0\r\n\r\n",
        ),
    ];
    for (heads, body) in cases {
        let heard = send(&server, &smuggled(heads, body));
        let heard = heard.unwrap_or_else(|| panic!("{heads:?} was left open"));
        let answers = heard.matches("HTTP/1.1 ").count();
        assert!(answers <= 1, "{heads:?} got {answers} answers:\n{heard}");
        assert!(!heard.contains("\r\n\r\nok\n"), "{heads:?} let a request through");
        let no = heard.is_empty() || heard.starts_with("HTTP/1.1 4");
        assert!(no, "{heads:?} was taken: {heard}");
    }
    assert!(server.page("/healthz").ends_with("ok\n"));
    assert!(server.submit(&"8".repeat(64)).is_some(), "others are not heard");
}

#[test]
fn w18_a_head_without_end_is_told_so_and_others_are_heard() {
    let server = Server::start_in(&folder(), None, &[]);
    let long =
        |line: String| format!("GET /da HTTP/1.1\r\nhost: x\r\n{line}\r\n").into_bytes();
    for (what, head) in [
        ("a header of 64 KB", long(format!("cookie: a={}\r\n", "b".repeat(65_536)))),
        ("a thousand cookies", long("cookie: a=b\r\n".repeat(1_000))),
        ("a thousand headers", {
            let lines: Vec<_> = (0..1_000).map(|n| format!("x-{n}: 1")).collect();
            long(format!("{}\r\n", lines.join("\r\n")))
        }),
        ("an address of 70 KB", {
            format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "a".repeat(70_000))
                .into_bytes()
        }),
        ("a head that never ends", {
            format!("GET / HTTP/1.1\r\n{}", "x: y\r\n".repeat(50_000)).into_bytes()
        }),
    ] {
        let heard =
            send(&server, &head).unwrap_or_else(|| panic!("{what} was left open"));
        let told = ["HTTP/1.1 431", "HTTP/1.1 414", "HTTP/1.1 400"];
        let told = told.iter().any(|status| heard.starts_with(status));
        assert!(told || heard.is_empty(), "{what}: {heard:.200}");
        assert!(server.page("/healthz").ends_with("ok\n"), "after {what}");
    }
    let cookies = "a=b; ".repeat(1_000);
    let one = format!(
        "GET /da/{CASE} HTTP/1.1\r\nhost: x\r\ncookie: {cookies}\r\nconnection: close"
    );
    let heard = send(&server, format!("{one}\r\n\r\n").as_bytes()).unwrap();
    assert!(
        heard.starts_with("HTTP/1.1 200"),
        "a thousand cookies in a line: {heard:.200}"
    );
}

#[test]
fn w18_the_floods_of_http_2_meet_a_server_that_does_not_speak_it() {
    let server = Server::start_in(&folder(), None, &[]);
    // The preface, settings, and a thousand CONTINUATION frames of a stream.
    let mut flood = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec();
    for _ in 0..1_000 {
        flood.extend(b"\0\0\x04\x09\0\0\0\0\x01aaaa");
    }
    let heard = send(&server, &flood).expect("the connection was left open");
    assert!(heard.is_empty() || heard.starts_with("HTTP/1.1 4"), "{heard}");
    let upgrade = "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: upgrade, http2-settings, \
        close\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n\r\n";
    let heard = send(&server, upgrade.as_bytes()).unwrap();
    assert!(heard.starts_with("HTTP/1.1 200"), "{heard}");
}

#[tokio::test(flavor = "multi_thread")]
async fn n01_slow_heads_and_slow_bodies_are_closed_while_others_are_heard() {
    let server = Server::start_in(&folder(), None, &[]);
    let address: std::net::SocketAddr = server.address.parse().unwrap();
    let slow = (0..200).map(|n| {
        let head = if n % 2 == 0 {
            "GET /da HTTP/1.1\r\nhost: x\r\nx-slow: ".to_owned()
        } else {
            format!(
                "POST /da/{CASE}/hearings/external-actors/inputs HTTP/1.1\r\nhost: x\r\n\
                 content-type: application/x-www-form-urlencoded\r\n\
                 content-length: 100000\r\n\r\nkey="
            )
        };
        tokio::spawn(async move {
            let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
            stream.write_all(head.as_bytes()).await.unwrap();
            // A letter a second: never silent, and never done.
            for _ in 0..40 {
                let mut heard = [0; 1024];
                let wait = Duration::from_secs(1);
                match tokio::time::timeout(wait, stream.read(&mut heard)).await {
                    Ok(Ok(0) | Err(_)) => return true,
                    Ok(Ok(_)) => {}
                    Err(_) => {
                        if stream.write_all(b"a").await.is_err() {
                            return true;
                        }
                    }
                }
            }
            false
        })
    });
    let slow: Vec<_> = slow.collect();
    let honest = tokio::task::spawn_blocking(move || {
        for number in 0..50 {
            let receipt = server.submit(&format!("{number:064}"));
            let receipt = receipt.expect("an honest sender was not heard");
            assert!(server.page(&receipt).starts_with("HTTP/1.1 200"));
        }
        server
    });
    let _server = honest.await.unwrap();
    for closed in slow {
        assert!(closed.await.unwrap(), "a slow caller kept the line");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn n10_more_sockets_than_one_place_may_have_are_closed_and_another_place_is_heard()
{
    const SOCKETS: usize = 1_100;
    let server = Server::start_in(&folder(), None, &[]);
    let address: std::net::SocketAddr = server.address.parse().unwrap();
    let from = async |place: [u8; 4]| {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind((place, 0).into()).unwrap();
        socket.connect(address).await.unwrap()
    };
    let mut held = Vec::new();
    for _ in 0..SOCKETS {
        held.push(from([127, 0, 0, 2]).await);
    }
    let mut closed = 0;
    for stream in &mut held[1_024..] {
        let mut heard = [0; 16];
        let wait = Duration::from_secs(5);
        let end = tokio::time::timeout(wait, stream.read(&mut heard)).await;
        closed += usize::from(matches!(end, Ok(Ok(0) | Err(_))));
    }
    assert_eq!(closed, SOCKETS - 1_024);

    let mut other = from([127, 0, 0, 3]).await;
    let ask = b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    other.write_all(ask).await.unwrap();
    let mut heard = String::new();
    other.read_to_string(&mut heard).await.unwrap();
    assert!(heard.ends_with("ok\n"), "{heard}");
    drop(server);
}
