//! Files unpacked as they are read. Packing is told by the first bytes, not by
//! the name; the parts of a packed file (gzip members, zstd frames) are kept
//! apart, since crawlers write one for each record.

use super::raw::Raw;
use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use zstd::stream::raw::{DParameter, Decoder, InBuffer, Operation, OutBuffer};

/// Bytes unpacked at a time.
const STEP: usize = 1 << 16;
/// A part that unpacks to more than this many times the limit of one record …
const BOMB_SIZE: u64 = 16;
/// … and to this many times its own size is no text.
const BOMB_RATIO: u64 = 500;
/// The longest window of zstd (`--long`), by its logarithm.
const WINDOW: u32 = 27;
/// The largest dictionary of a `.warc.zst`.
const DICTIONARY: usize = 64 << 20;

const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// The skippable frame that holds the dictionary of a `.warc.zst`.
const ZSTD_DICTIONARY: [u8; 4] = [0x5d, 0x2a, 0x4d, 0x18];

fn is_gzip(b: &[u8]) -> bool {
    // Deflate is the only method, and the upper flags are never set.
    b.len() >= 4 && b[..3] == [0x1f, 0x8b, 8] && b[3] & 0xe0 == 0
}

fn is_zstd(b: &[u8]) -> bool {
    b.starts_with(&ZSTD)
}

fn is_skippable(b: &[u8]) -> bool {
    b.len() >= 4 && b[0] & 0xf0 == 0x50 && b[1..4] == ZSTD_DICTIONARY[1..]
}

/// What a part is unpacked with.
enum Tool {
    /// Nothing is open: before the first part, between two, after the last.
    None(Raw),
    Plain(Raw),
    Gzip(GzDecoder<Raw>),
    Zstd(Raw),
    /// Only while one of the above becomes another.
    Moving,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    Plain,
    Gzip,
    Zstd,
}

/// A file being unpacked. Reads like any [`BufRead`]; one buffer never spans
/// two parts.
pub(super) struct Unpack {
    tool: Tool,
    packing: Packing,
    /// Kept from frame to frame, with its dictionary.
    zst: Option<Decoder<'static>>,
    /// The frame that is open was unpacked to its end.
    frame_done: bool,
    out: Vec<u8>,
    from: usize,
    /// Unpacked bytes consumed.
    pub offset: u64,
    /// Where in the file the part begins that is being read.
    part: u64,
    /// Bytes unpacked of it.
    part_out: u64,
    /// The next byte is the first of its part.
    starts: bool,
    /// What went wrong after the bytes in `out`.
    fault: Option<io::Error>,
    bomb: u64,
}

impl Unpack {
    /// Of a file whose records may be `limit` bytes long.
    pub fn new(
        inner: Box<dyn Read + Send>,
        limit: usize,
        taken: Arc<AtomicU64>,
    ) -> io::Result<Unpack> {
        let mut raw = Raw::new(inner, taken);
        let head = raw.peek(4)?;
        let packing = match () {
            _ if is_gzip(head) => Packing::Gzip,
            _ if is_zstd(head) || is_skippable(head) => Packing::Zstd,
            _ => Packing::Plain,
        };
        let dictionary = match head.starts_with(&ZSTD_DICTIONARY) {
            true => dictionary(&mut raw)?,
            false => Vec::new(),
        };
        let zst = match packing {
            Packing::Zstd => Some(decoder(&dictionary)?),
            _ => None,
        };
        Ok(Unpack {
            tool: Tool::None(raw),
            packing,
            zst,
            frame_done: false,
            out: Vec::new(),
            from: 0,
            offset: 0,
            part: 0,
            part_out: 0,
            starts: false,
            fault: None,
            bomb: limit as u64 * BOMB_SIZE,
        })
    }

    pub fn is_packed(&self) -> bool {
        self.packing != Packing::Plain
    }

    /// The next byte is the first of a gzip member or zstd frame (of the file,
    /// if it is not packed). Holds after [`Unpack::peek`].
    pub fn starts(&self) -> bool {
        self.starts
    }

    /// The place of the next byte: that of its part in the file where it is
    /// the part's first, else that in the unpacked file.
    pub fn place(&self) -> u64 {
        match self.starts && self.is_packed() {
            true => self.part,
            false => self.offset,
        }
    }

    /// The next bytes, at least `n` unless the part ends before; none at the
    /// end of the file.
    pub fn peek(&mut self, n: usize) -> io::Result<&[u8]> {
        while self.peek_in_part(n)?.is_empty() && self.next_part()? {}
        Ok(self.ahead())
    }

    /// As [`Unpack::peek`], but none at the end of the part that is open.
    pub fn peek_in_part(&mut self, n: usize) -> io::Result<&[u8]> {
        loop {
            let ahead = self.out.len() - self.from;
            if ahead >= n || (ahead > 0 && self.fault.is_some()) {
                break;
            }
            if let Some(e) = self.fault.take() {
                return Err(e);
            }
            if !self.more() && self.fault.is_none() {
                break;
            }
        }
        Ok(self.ahead())
    }

    /// The bytes that the last [`Unpack::peek`] gave and that are not consumed.
    pub fn ahead(&self) -> &[u8] {
        &self.out[self.from..]
    }

    /// Puts bytes back that were just consumed.
    pub fn unread(&mut self, bytes: &[u8]) {
        let mut out = Vec::with_capacity(bytes.len() + self.out.len() - self.from);
        out.extend_from_slice(bytes);
        out.extend_from_slice(&self.out[self.from..]);
        (self.out, self.from) = (out, 0);
        self.offset -= bytes.len() as u64;
        self.starts = false;
    }

    /// After a fault: goes on to the next part that can be told by its first
    /// bytes. False if there is none.
    pub fn skip_part(&mut self) -> io::Result<bool> {
        (self.from, self.fault) = (0, None);
        self.out.clear();
        let mut raw = self.close();
        if raw.at == self.part && self.packing != Packing::Plain && !raw.peek(1)?.is_empty() {
            raw.consume(1);
        }
        let found = match self.packing {
            Packing::Plain => Ok(false),
            Packing::Gzip => raw.seek(0x1f, is_gzip),
            Packing::Zstd => raw.seek(ZSTD[0], is_zstd),
        };
        self.tool = Tool::None(raw);
        found
    }

    /// Unpacks some more of the part that is open. False at its end, or where
    /// nothing is open, or at a fault (which is then set).
    fn more(&mut self) -> bool {
        if self.from > 0 {
            self.out.drain(..self.from);
            self.from = 0;
        }
        let before = self.out.len();
        match self.unpack() {
            Ok(true) => {
                self.part_out += (self.out.len() - before) as u64;
                if let Some(e) = self.bomb() {
                    self.fault = Some(e);
                    return false;
                }
                true
            }
            Ok(false) => {
                let raw = self.close();
                self.tool = Tool::None(raw);
                false
            }
            Err(e) => {
                self.fault = Some(e);
                false
            }
        }
    }

    fn unpack(&mut self) -> io::Result<bool> {
        let before = self.out.len();
        let read = match &mut self.tool {
            Tool::None(_) | Tool::Moving => return Ok(false),
            Tool::Plain(raw) => append(raw, &mut self.out),
            Tool::Gzip(gz) => append(gz, &mut self.out),
            Tool::Zstd(raw) => {
                let Some(zst) = &mut self.zst else {
                    return Ok(false);
                };
                return unpack_zstd(raw, zst, &mut self.out, &mut self.frame_done);
            }
        };
        if read.is_err() {
            self.out.truncate(before);
        }
        Ok(read? > 0)
    }

    fn bomb(&self) -> Option<io::Error> {
        let raw = match &self.tool {
            Tool::Gzip(gz) => gz.get_ref(),
            Tool::Zstd(raw) => raw,
            _ => return None,
        };
        let read = (raw.at - self.part).max(1);
        (self.part_out > self.bomb && self.part_out / BOMB_RATIO > read).then(|| {
            let why = format!(
                "a decompression bomb: {read} bytes unpack to more than {}",
                self.part_out
            );
            io::Error::new(io::ErrorKind::InvalidData, why)
        })
    }

    fn close(&mut self) -> Raw {
        match std::mem::replace(&mut self.tool, Tool::Moving) {
            Tool::None(raw) | Tool::Plain(raw) | Tool::Zstd(raw) => raw,
            Tool::Gzip(gz) => gz.into_inner(),
            Tool::Moving => unreachable!("a tool is always put back"),
        }
    }

    /// Opens the next part. False at the end of the file.
    fn next_part(&mut self) -> io::Result<bool> {
        let mut raw = self.close();
        let (at, ahead) = (raw.at, raw.peek(4));
        let ahead: io::Result<[u8; 4]> = ahead.map(|a| {
            let mut head = [0; 4];
            let n = a.len().min(4);
            head[..n].copy_from_slice(&a[..n]);
            head
        });
        let (head, none) = match ahead {
            Ok(head) => (head, raw.peek(1).map_or(true, <[u8]>::is_empty)),
            Err(e) => {
                self.tool = Tool::None(raw);
                return Err(e);
            }
        };
        let fits = match self.packing {
            // A plain file is one part; it is not opened twice.
            Packing::Plain => at == 0,
            Packing::Gzip => is_gzip(&head),
            Packing::Zstd => is_zstd(&head) || is_skippable(&head),
        };
        // Files from tapes are padded with zeros.
        if none || (!fits && (self.packing == Packing::Plain || head == [0; 4])) {
            self.tool = Tool::None(raw);
            return Ok(false);
        }
        if !fits {
            self.tool = Tool::None(raw);
            let why = "what follows is not packed";
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        (self.part, self.part_out, self.starts) = (at, 0, true);
        self.tool = match self.packing {
            Packing::Plain => Tool::Plain(raw),
            Packing::Gzip => Tool::Gzip(GzDecoder::new(raw)),
            Packing::Zstd => {
                if let Some(zst) = &mut self.zst {
                    zst.reinit()?;
                }
                self.frame_done = false;
                Tool::Zstd(raw)
            }
        };
        Ok(true)
    }
}

fn append(from: &mut impl Read, out: &mut Vec<u8>) -> io::Result<usize> {
    let before = out.len();
    out.resize(before + STEP, 0);
    let n = loop {
        match from.read(&mut out[before..]) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            other => break other,
        }
    };
    out.truncate(before + n.as_ref().map_or(0, |n| *n));
    n
}

fn unpack_zstd(
    raw: &mut Raw,
    zst: &mut Decoder<'_>,
    out: &mut Vec<u8>,
    done: &mut bool,
) -> io::Result<bool> {
    while !*done {
        let before = out.len();
        let packed = raw.peek(1)?;
        let ended = packed.is_empty();
        out.resize(before + STEP, 0);
        let mut input = InBuffer::around(packed);
        let mut output = OutBuffer::around(&mut out[before..]);
        let run = zst.run(&mut input, &mut output);
        let (used, made) = (input.pos(), output.pos());
        raw.consume(used);
        out.truncate(before + made);
        *done = run? == 0;
        if made > 0 {
            return Ok(true);
        }
        if ended && !*done {
            let why = "the frame is cut off";
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, why));
        }
    }
    Ok(false)
}

fn decoder(dictionary: &[u8]) -> io::Result<Decoder<'static>> {
    let mut d = Decoder::with_dictionary(dictionary)?;
    d.set_parameter(DParameter::WindowLogMax(WINDOW))?;
    Ok(d)
}

/// The dictionary at the start of a `.warc.zst`, which may be packed itself.
fn dictionary(raw: &mut Raw) -> io::Result<Vec<u8>> {
    let damaged = |why: &str| io::Error::new(io::ErrorKind::InvalidData, why.to_string());
    let head = raw.peek(8)?;
    if head.len() < 8 {
        return Err(damaged("the zstd dictionary is cut off"));
    }
    let size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
    if size > DICTIONARY {
        return Err(damaged("the zstd dictionary is too large"));
    }
    raw.consume(8);
    let mut held = Vec::new();
    raw.take(size as u64).read_to_end(&mut held)?;
    if held.len() < size {
        return Err(damaged("the zstd dictionary is cut off"));
    }
    if !is_zstd(&held) {
        return Ok(held);
    }
    let mut open = Vec::new();
    let unpacked = zstd::Decoder::new(&held[..])?;
    unpacked
        .take(DICTIONARY as u64 + 1)
        .read_to_end(&mut open)?;
    if open.len() > DICTIONARY {
        return Err(damaged("the zstd dictionary is too large"));
    }
    Ok(open)
}

impl BufRead for Unpack {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.peek(1)
    }

    fn consume(&mut self, n: usize) {
        self.from += n;
        self.offset += n as u64;
        self.starts &= n == 0;
    }
}

impl Read for Unpack {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ahead = self.fill_buf()?;
        let n = ahead.len().min(out.len());
        out[..n].copy_from_slice(&ahead[..n]);
        self.consume(n);
        Ok(n)
    }
}
