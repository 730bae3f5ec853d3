//! The worker's side: it locks itself in, reads its bytes, does the work, answers, ends.

use std::{
    io::{self, Read as _, Write as _},
    process::ExitCode,
};

use landlock::{
    ABI, Access as _, AccessFs, AccessNet, CompatLevel, Compatible as _, Ruleset,
    RulesetAttr as _, RulesetStatus, Scope,
};
use rlimit::Resource;
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch};

use crate::{
    limits::{BULK, MEMORY, TIME},
    sandbox::{Outcome, Reply, frame, unframe},
    work::{Answer, Job, work},
};

/// The worker: what the binary does when it is asked to be one. It answers on standard
/// output; anything that goes wrong before that is a fault the one who waits will see.
pub fn worker() -> ExitCode {
    serve(work)
}

/// As [`worker`], with other work: that is how the walls are tried.
#[doc(hidden)]
pub fn serve(
    work: impl FnOnce(&Job, &[u8]) -> Result<Answer, crate::Refused>,
) -> ExitCode {
    match answer(work) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer(
    work: impl FnOnce(&Job, &[u8]) -> Result<Answer, crate::Refused>,
) -> io::Result<()> {
    let (landlock, seccomp) = lock_in()?;
    let mut asked = Vec::new();
    // A job is short; its bytes are not.
    io::stdin().lock().take(BULK as u64 + 0x1_0000).read_to_end(&mut asked)?;
    let (job, bytes) = unframe::<Job>(&asked)?;
    let mut copy = None;
    let outcome = match work(&job, bytes) {
        Ok(Answer::Attachment(mut seen)) => {
            copy = seen.copy.take();
            Outcome::Done(Answer::Attachment(seen))
        }
        Ok(answer) => Outcome::Done(answer),
        Err(refused) => Outcome::Refused(refused),
    };
    let has_copy = copy.is_some();
    let reply = Reply { landlock, seccomp, has_copy, outcome };
    let head = frame(&reply)?;
    let mut out = io::stdout().lock();
    out.write_all(&head)?;
    out.write_all(&copy.unwrap_or_default())?;
    out.flush()
}

/// Gives up, for good, all but the two pipes: files, network, other programs, and more
/// memory or time than the limits. Says whether the kernel has Landlock; the filter of
/// system calls and the limits hold without it, and where they can't be had no work is done.
fn lock_in() -> io::Result<(bool, bool)> {
    let memory = MEMORY;
    Resource::AS.set(memory, memory)?;
    let seconds = TIME.as_secs();
    Resource::CPU.set(seconds, seconds + 1)?;
    Resource::CORE.set(0, 0)?;
    Resource::FSIZE.set(0, 0)?;
    let landlock = landlock().unwrap_or(false);
    // After Landlock, which is asked through a file of its own.
    Resource::NOFILE.set(3, 3)?;
    filter()?;
    Ok((landlock, true))
}

/// No file of any kind, no port, no signal to others, as far as the kernel can.
fn landlock() -> Result<bool, landlock::RulesetError> {
    let abi = ABI::V6;
    let status = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(abi))?
        .handle_access(AccessNet::from_all(abi))?
        .scope(Scope::from_all(abi))?
        .create()?
        .restrict_self()?;
    Ok(status.ruleset != RulesetStatus::NotEnforced)
}

/// The only calls that are answered: reading, writing, memory, and ending. All others -
/// open, socket, connect, fork, exec, ptrace - say "not permitted".
fn filter() -> io::Result<()> {
    let calls = [
        libc::SYS_read,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_readv,
        libc::SYS_close,
        libc::SYS_fstat,
        libc::SYS_statx,
        libc::SYS_lseek,
        libc::SYS_mmap,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_mprotect,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_sigaltstack,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_restart_syscall,
        libc::SYS_sched_yield,
        libc::SYS_clock_gettime,
        libc::SYS_getrandom,
        libc::SYS_getpid,
        libc::SYS_gettid,
        libc::SYS_tgkill,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];
    let other = |e: seccompiler::BackendError| io::Error::other(e.to_string());
    let here: TargetArch = std::env::consts::ARCH.try_into().map_err(other)?;
    let refuse = SeccompAction::Errno(libc::EPERM.cast_unsigned());
    let rules = calls.into_iter().map(|call| (call, Vec::new())).collect();
    let filter =
        SeccompFilter::new(rules, refuse, SeccompAction::Allow, here).map_err(other)?;
    let program: BpfProgram = filter.try_into().map_err(other)?;
    seccompiler::apply_filter_all_threads(&program)
        .map_err(|e| io::Error::other(e.to_string()))
}
