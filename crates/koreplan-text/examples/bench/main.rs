//! `cargo xtask bench text`: each part beside its limit and its peers, in one run. The

//! peers are Python programs in `peers/`; `PEERS` names the Python that has them.

mod campaigns;
mod opinions;
mod topics;

type Failed = Box<dyn std::error::Error>;

fn main() -> Result<(), Failed> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => {
            campaigns::bench(&[])?;
            opinions::bench()?;
            topics::bench()
        }
        ["campaigns", more @ ..] => campaigns::bench(more),
        ["opinions"] => opinions::bench(),
        ["topics"] => topics::bench(),
        _ => Err("bench text [campaigns [SIZE] | opinions | topics]".into()),
    }
}
