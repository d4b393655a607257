//! The reading room: web pages and an API over one record.
//!
//! Pages are made on the server and need no script; what readers decide there
//! goes through `desk`; both pages and API answer with what [`khabar_record::Record`] says.

mod api;
mod asset;
mod desk;
mod export;
mod guard;
mod marks;
mod openapi;
mod pages;
mod params;
mod pool;
mod reply;
#[cfg(test)]
mod tests;
mod ui;

use crate::cli::{Common, ServeArgs};
use crate::cmd::judge;
use crate::exit::{Exit, Usage, tell};
use anyhow::Context;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};
use desk::Desk;
use guard::Guard;
use pool::Pool;
use std::net::SocketAddr;
use std::sync::Arc;

/// Bytes of a form that is still read.
const FORM: usize = 16 << 10;

/// What every request can reach.
#[derive(Clone)]
struct State {
    pool: Arc<Pool>,
    /// Where decisions are made; none where the room is only for reading.
    desk: Option<Arc<Desk>>,
}

/// All routes behind their guard.
fn router(pool: Arc<Pool>, guard: Guard, desk: Option<Desk>) -> Router {
    let state = State {
        pool,
        desk: desk.map(Arc::new),
    };
    Router::new()
        .route("/", get(pages::root))
        .route("/static/{file}", get(asset::get))
        .route("/api/v1/{what}", get(api::all))
        .route("/api/v1/export/{table}", get(export::table))
        .route("/api/v1/{what}/{id}", get(api::one))
        .route("/{lang}/", get(pages::home))
        .route(
            "/{lang}/judge",
            post(desk::take).layer(DefaultBodyLimit::max(FORM)),
        )
        .route("/{lang}/{page}", get(pages::all))
        .route("/{lang}/{page}/{id}", get(pages::one))
        .fallback(reply::nowhere)
        .with_state(state)
        .layer(middleware::from_fn_with_state(
            Arc::new(guard),
            guard::check,
        ))
}

/// Serves until interrupted or told to end.
pub fn run(common: &Common, args: &ServeArgs) -> anyhow::Result<Exit> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(serve(common, args))
}

async fn serve(common: &Common, args: &ServeArgs) -> anyhow::Result<Exit> {
    let address = SocketAddr::new(args.host, args.port);
    let token = guard::token(args.host, args.token.clone()).map_err(Usage)?;
    let desk = match args.read_only {
        true => None,
        false => {
            let by = args.by.clone().unwrap_or_else(judge::user);
            Some(Desk::new(common.record.clone(), by)?)
        }
    };
    let guard = Guard::new(args.host, token, desk.is_some());
    let pool = Arc::new(Pool::open(&common.record)?);
    pool.warm();
    let app = router(pool, guard, desk);
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .with_context(|| format!("{address}: cannot listen here; try another --port"))?;
    let address = listener.local_addr()?;
    tell(&format!("http://{address}/ (Ctrl-C ends)"));
    axum::serve(listener, app)
        .with_graceful_shutdown(ended())
        .await?;
    Ok(Exit::Done)
}

/// Waits for Ctrl-C or a request to end; requests under way are answered.
async fn ended() {
    let interrupt = async {
        // Without the handler there is nothing to wait for but the signal itself.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut end) => {
                tokio::select! { () = interrupt => {}, _ = end.recv() => {} }
            }
            Err(_) => interrupt.await,
        }
    }
    #[cfg(not(unix))]
    interrupt.await;
}
