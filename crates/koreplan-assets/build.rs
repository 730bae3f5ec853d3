//! Builds the style sheet and the script from npm packages and embeds the result.
//!
//! `npm ci` runs once per lock file; without changes below `assets/` nothing runs.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use sha2::{Digest, Sha256};

const SOURCES: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let assets = here.join("assets");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed=assets");
    for name in SOURCES {
        println!("cargo::rerun-if-changed={name}");
    }

    let npm = out.join("npm");
    install(&here, &npm)?;
    let built = out.join("built");
    let _ = fs::remove_dir_all(&built);
    let esbuild = npm.join("node_modules/esbuild/bin/esbuild");
    run(Command::new("node")
        .arg(esbuild)
        .args([assets.join("app.css"), assets.join("app.ts")])
        .args(["--bundle", "--minify", "--target=es2020", "--log-level=warning"])
        .args(["--entry-names=[name]-[hash]", "--asset-names=[name]-[hash]"])
        .args(["--loader:.woff2=file", "--loader:.svg=file", "--loader:.png=file"])
        .args(["--loader:.woff=empty", "--loader:.ttf=empty", "--loader:.eot=empty"])
        // dkfds exports its sources alone; the compiled sheet is reached by its path.
        .arg(format!(
            "--alias:dkfds-compiled={}",
            npm.join("node_modules/dkfds/dist/css/dkfds.min.css").display()
        ))
        .arg("--public-path=/assets")
        .arg(format!("--outdir={}", built.display()))
        .env("NODE_PATH", npm.join("node_modules")))?;
    let table = table(&built)? + &fonts(&npm.join("node_modules/dkfds"));
    fs::write(out.join("table.rs"), table)?;
    Ok(())
}

/// The table of the fonts that documents are set in. They are not served: browsers get
/// the smaller files of the style sheet.
fn fonts(dkfds: &Path) -> String {
    let folder = dkfds.join("src/fonts/IBMPlexSans/complete/ttf");
    let mut out = String::from("pub static FONTS: &[&[u8]] = &[\n");
    for name in ["Regular", "Italic", "SemiBold", "Bold"] {
        let path = folder.join(format!("IBMPlexSans-{name}.ttf"));
        let _ = writeln!(out, "  include_bytes!({:?}),", path.display().to_string());
    }
    out + "];\n"
}

/// Installs the packages of the lock file, unless they are there already.
fn install(here: &Path, npm: &Path) -> Result<(), Box<dyn Error>> {
    let lock = fs::read(here.join("package-lock.json"))?;
    let stamp = Sha256::digest(&lock).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    let stamp_file = npm.join("installed");
    if fs::read_to_string(&stamp_file).is_ok_and(|known| known == stamp) {
        return Ok(());
    }
    fs::create_dir_all(npm)?;
    for name in SOURCES {
        fs::copy(here.join(name), npm.join(name))?;
    }
    run(Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"])
        .current_dir(npm))?;
    fs::write(stamp_file, stamp)?;
    Ok(())
}

fn run(command: &mut Command) -> Result<(), Box<dyn Error>> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|e| {
        format!("{name} did not start ({e}): install Node.js 20 or newer with npm")
    })?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{name} said no: {status}").into())
    }
}

/// The Rust table of the built files.
fn table(built: &Path) -> Result<String, Box<dyn Error>> {
    let mut names: Vec<String> = fs::read_dir(built)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_, std::io::Error>>()?;
    names.sort();
    let mut out = String::from("pub static FILES: &[File] = &[\n");
    for name in &names {
        let path = built.join(name);
        writeln!(
            out,
            "  File {{ name: {name:?}, bytes: include_bytes!({:?}) }},",
            path.display().to_string()
        )?;
    }
    out.push_str("];\n");
    for (constant, ending) in [("STYLE", ".css"), ("SCRIPT", ".js")] {
        let name = names
            .iter()
            .find(|name| name.starts_with("app-") && name.ends_with(ending))
            .ok_or_else(|| format!("esbuild made no app{ending}"))?;
        writeln!(out, "pub const {constant}: &str = {name:?};")?;
    }
    Ok(out)
}
