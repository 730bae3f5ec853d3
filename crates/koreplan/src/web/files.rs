//! A form that may bring files: read piece by piece, with every limit counted on the way.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::header,
    response::Response,
};
use futures_util::{Stream, StreamExt as _};
use koreplan_letters::limits::{FILE, FILES};
use koreplan_store::StoreError;
use multer::{Field, Multipart};
use tokio::sync::OwnedSemaphorePermit;

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
        let room = Arc::new(Mutex::new(Room::default()));
        let read = async {
            let boundary = multer::parse_boundary(&kind).map_err(|_| Error::Malformed)?;
            let (app, room) = (app.clone(), room.clone());
            let counted = body.into_data_stream().map(move |piece| {
                let piece = piece.map_err(|_| Stopped::Broken)?;
                let mut room = room.lock().unwrap_or_else(PoisonError::into_inner);
                room.take(&app, piece.len()).map(|()| piece)
            });
            read(counted, &boundary).await
        };
        let (form, mut files) = tokio::time::timeout(WHOLE, read)
            .await
            .unwrap_or(Err(Error::Unreadable("error-too-slow")))
            .map_err(|error| error.answer(&cx))?;
        files.room = room.lock().unwrap_or_else(PoisonError::into_inner).taken.take();
        if cx.actor.person.is_some() && form.value("csrf") != cx.actor.csrf {
            return Err(Error::Stale.answer(&cx));
        }
        Ok(Self(cx, form, files))
    }
}

/// Why the bytes of a form stopped coming.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Stopped {
    #[error("the connection broke")]
    Broken,
    #[error("too many send files at once")]
    NoRoom,
    #[error("the form is too large")]
    TooMuch,
}

/// What a form takes of the room that all who send share. As much as a form without files
/// may have is free: texts are taken also when files have no room.
#[derive(Default)]
struct Room {
    bytes: usize,
    taken: Option<OwnedSemaphorePermit>,
}

impl Room {
    fn take(&mut self, app: &App, bytes: usize) -> Result<(), Stopped> {
        let free = LARGEST.saturating_sub(self.bytes);
        self.bytes += bytes;
        if self.bytes > STREAM {
            return Err(Stopped::TooMuch);
        }
        let Some(bytes) = bytes.checked_sub(free).filter(|bytes| *bytes > 0) else {
            return Ok(());
        };
        let more = app.uploads.make_room(bytes).ok_or(Stopped::NoRoom)?;
        match &mut self.taken {
            Some(taken) => taken.merge(more),
            None => self.taken = Some(more),
        }
        Ok(())
    }
}

fn stopped(error: multer::Error) -> Error {
    let why = match error {
        multer::Error::StreamReadFailed(why) => why.downcast::<Stopped>().ok(),
        _ => None,
    };
    match why.map(|why| *why) {
        Some(Stopped::NoRoom) => {
            StoreError::Away("too many files are on their way".into()).into()
        }
        Some(Stopped::TooMuch) => Error::TooLarge,
        Some(Stopped::Broken) | None => Error::Malformed,
    }
}

async fn in_time<T>(piece: impl Future<Output = multer::Result<T>>) -> Result<T, Error> {
    tokio::time::timeout(PIECE, piece)
        .await
        .map_err(|_| Error::Unreadable("error-too-slow"))?
        .map_err(stopped)
}

/// Reads the parts of a form: texts and files.
///
/// # Errors
/// [`Error`] when the form is malformed, breaks off, or is too large.
pub async fn read<S>(stream: S, boundary: &str) -> Result<(Form, Files), Error>
where
    S: Stream<Item = Result<Bytes, Stopped>> + Send,
{
    let mut parts = Multipart::new(stream, boundary);
    let (mut values, mut files) = (Vec::new(), Files::default());
    let (mut count, mut texts) = (0, 0);
    while let Some(mut field) = in_time(parts.next_field()).await? {
        count += 1;
        if count > PARTS {
            return Err(Error::Malformed);
        }
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(given) = field.file_name().map(ToOwned::to_owned) {
            file(&given, &mut field, &mut files).await?;
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
    given: &str,
    field: &mut Field<'_>,
    files: &mut Files,
) -> Result<(), Error> {
    let is_kept = files.uploads.len() < FILES;
    let mut upload = Upload { name: clean_name(given), ..Upload::default() };
    while let Some(piece) = in_time(field.chunk()).await? {
        upload.size += piece.len();
        if is_kept && upload.size <= FILE {
            upload.bytes.extend_from_slice(&piece);
        } else {
            upload.bytes = Vec::new();
        }
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
