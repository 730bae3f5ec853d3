//! A form that may bring files: read piece by piece, with every limit counted on the way.

use std::time::Duration;

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::header,
    response::Response,
};
use koreplan_letters::limits::{FILE, FILES};
use multer::{Field, Multipart};

use super::{
    Cx, Post,
    error::Error,
    form::{Form, LARGEST},
};
use crate::{
    App,
    uploads::{Files, Upload, clean_name},
};

/// Parts of a form, files among them; our own forms have some twenty.
const PARTS: usize = 500;

/// All bytes of a form with files. A file that is too large is read to its end, so that
/// the sender can be told which it was.
const STREAM: usize = FILES * FILE + 2 * LARGEST;

/// How long a piece may take, and the whole.
const PIECE: Duration = Duration::from_secs(30);
const WHOLE: Duration = Duration::from_mins(15);

/// As [`Post`], and the files that came with it. A form without files may also come as
/// other forms do.
pub struct PostFiles(pub Cx, pub Form, pub Files);

impl FromRequest<App> for PostFiles {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind =
            kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
        if !kind.starts_with("multipart/form-data") {
            let Post(cx, form) = Post::from_request(request, app).await?;
            return Ok(Self(cx, form, Files::default()));
        }
        let (mut parts, body) = request.into_parts();
        let cx = Cx::from_request_parts(&mut parts, app).await?;
        let read = async {
            let boundary = multer::parse_boundary(&kind).map_err(malformed)?;
            read(app, Multipart::new(body.into_data_stream(), boundary)).await
        };
        let (form, files) = tokio::time::timeout(WHOLE, read)
            .await
            .unwrap_or(Err(Error::Unreadable("error-too-slow")))
            .map_err(|error| error.answer(&cx))?;
        if cx.actor.person.is_some() && form.value("csrf") != cx.actor.csrf {
            return Err(Error::Stale.answer(&cx));
        }
        Ok(Self(cx, form, files))
    }
}

fn malformed(_: multer::Error) -> Error {
    Error::Malformed
}

async fn in_time<T>(piece: impl Future<Output = multer::Result<T>>) -> Result<T, Error> {
    tokio::time::timeout(PIECE, piece)
        .await
        .map_err(|_| Error::Unreadable("error-too-slow"))?
        .map_err(malformed)
}

async fn read(app: &App, mut parts: Multipart<'_>) -> Result<(Form, Files), Error> {
    let (mut values, mut files) = (Vec::new(), Files::default());
    let (mut count, mut texts, mut stream) = (0, 0, 0);
    while let Some(mut field) = in_time(parts.next_field()).await? {
        count += 1;
        if count > PARTS {
            return Err(Error::Malformed);
        }
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(given) = field.file_name().map(ToOwned::to_owned) {
            file(app, &given, &mut field, &mut files, &mut stream).await?;
            continue;
        }
        let mut value = Vec::new();
        while let Some(piece) = in_time(field.chunk()).await? {
            texts += piece.len();
            if texts > LARGEST {
                return Err(Error::TooLarge);
            }
            value.extend_from_slice(&piece);
        }
        let value =
            String::from_utf8(value).map_err(|_| Error::Unreadable("error-not-utf8"))?;
        if value.contains('\0') || name.contains('\0') {
            return Err(Error::Unreadable("error-nul"));
        }
        values.push((name, value));
    }
    Ok((Form::of(values), files))
}

/// Reads a file. A browser sends an empty one where none was chosen.
async fn file(
    app: &App,
    given: &str,
    field: &mut Field<'_>,
    files: &mut Files,
    stream: &mut usize,
) -> Result<(), Error> {
    let is_kept = files.uploads.len() < FILES;
    let mut upload = Upload { name: clean_name(given), ..Upload::default() };
    while let Some(piece) = in_time(field.chunk()).await? {
        *stream += piece.len();
        if *stream > STREAM {
            return Err(Error::TooLarge);
        }
        upload.size += piece.len();
        if !is_kept || upload.size > FILE {
            upload.bytes = Vec::new();
            continue;
        }
        files.make_room(app, piece.len())?;
        upload.bytes.extend_from_slice(&piece);
    }
    if given.is_empty() && upload.size == 0 {
        return Ok(());
    }
    files.count += 1;
    if is_kept {
        files.uploads.push(upload);
    }
    Ok(())
}
