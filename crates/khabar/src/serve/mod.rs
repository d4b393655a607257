//! The reading room: web pages and an API over one record.
//!
//! The record is only read here. Pages are made on the server and need no
//! script; both pages and API answer with what [`khabar_record::Record`] says.

mod api;
mod asset;
mod guard;
mod marks;
mod pages;
mod params;
mod pool;
mod reply;
#[cfg(test)]
mod tests;
mod ui;

use crate::cli::{Common, ServeArgs};
use crate::exit::{Exit, Usage, tell};
use anyhow::Context;
use axum::Router;
use axum::middleware;
use axum::routing::get;
use guard::Guard;
use pool::Pool;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

/// What every request can reach.
#[derive(Clone)]
struct State {
    pool: Arc<Pool>,
}

/// All routes behind their guard.
fn router(record: &Path, guard: Guard) -> khabar_record::Result<Router> {
    let state = State {
        pool: Arc::new(Pool::open(record)?),
    };
    Ok(Router::new()
        .route("/", get(pages::root))
        .route("/static/{file}", get(asset::get))
        .route("/api/v1/{what}", get(api::all))
        .route("/api/v1/{what}/{id}", get(api::one))
        .route("/{lang}/", get(pages::home))
        .route("/{lang}/{page}", get(pages::all))
        .route("/{lang}/{page}/{id}", get(pages::one))
        .fallback(reply::nowhere)
        .with_state(state)
        .layer(middleware::from_fn_with_state(
            Arc::new(guard),
            guard::check,
        )))
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
    let app = router(&common.record, Guard::new(args.host, token))?;
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
