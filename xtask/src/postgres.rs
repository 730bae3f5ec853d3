//! A PostgreSQL server for the tests alone: own folder, no network, gone afterwards.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

use crate::{Failed, Running, quiet};

pub struct Server {
    folder: PathBuf,
    _running: Running,
}

/// The folder of the newest server's programs.
pub fn programs() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    versions.sort();
    versions.pop()
}

/// A command as a user who may run PostgreSQL: it refuses to be run by root.
fn as_user(program: &Path) -> Command {
    let is_root = Command::new("id").arg("-u").output();
    if is_root.is_ok_and(|id| id.stdout == b"0\n") {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    }
}

/// Servers are numbered: the folder of the one before may still be on its way out.
static NEXT: AtomicU32 = AtomicU32::new(1);

impl Server {
    /// Starts one that forgets everything when the machine stops: quick, for tests.
    pub fn start() -> Result<Self, Failed> {
        // Nobody is to look after hundreds of small databases that are gone in a minute.
        Self::start_with(&["--fsync=off", "--full_page_writes=off", "--autovacuum=off"])
    }

    /// Starts one whose commits are commits, for measuring.
    pub fn start_durable() -> Result<Self, Failed> {
        Self::start_with(&[])
    }

    fn start_with(more: &[&str]) -> Result<Self, Failed> {
        let bin =
            programs().ok_or("PostgreSQL is missing: install the package postgresql")?;
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("koreplan-pg-{}-{number}", std::process::id());
        let folder = env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        let _ = quiet(Command::new("chown").arg("postgres").arg(&folder)).status();
        let data = folder.join("data");
        let made = quiet(
            as_user(&bin.join("initdb"))
                .args(["--auth=trust", "--username=postgres", "--encoding=UTF8"])
                .args(["--locale=C", "--no-sync", "--pgdata"])
                .arg(&data)
                .current_dir(&folder),
        )
        .status()?;
        if !made.success() {
            return Err("initdb said no".into());
        }
        let socket = format!("--unix_socket_directories={}", folder.display());
        let child = quiet(
            as_user(&bin.join("postgres"))
                .arg("-D")
                .arg(&data)
                .args(["--listen_addresses=", &socket, "--max_connections=300"])
                .args(more)
                .current_dir(&folder),
        )
        .spawn()?;
        let server = Self { folder, _running: Running(child) };
        for _ in 0..300 {
            let mut ask = Command::new(bin.join("pg_isready"));
            if quiet(ask.arg("-h").arg(&server.folder)).status()?.success() {
                return Ok(server);
            }
            // Waiting for another process: there is no event to wait for.
            let _ = Command::new("sleep").arg("0.1").status();
        }
        Err("PostgreSQL did not start within 30 s".into())
    }

    /// How the tests reach it.
    pub fn url(&self) -> String {
        format!("host={} user=postgres", self.folder.display())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The server's own children end with it; its data are nobody's.
        let data = self.folder.join("data");
        if let Some(bin) = programs() {
            let mut stop = as_user(&bin.join("pg_ctl"));
            let stop = stop.args(["stop", "-m", "immediate", "-D"]).arg(data);
            let _ = quiet(stop.current_dir(&self.folder)).status();
        }
        // Some hundred databases take minutes to remove: the next step need not wait.
        let mut remove = Command::new("sh");
        remove.args(["-c", "rm -rf \"$0\" &"]).arg(&self.folder);
        let _ = quiet(&mut remove).status();
    }
}
