//! One embedded DynamoDB and the client to it.

use crate::{Fault, Item, Meter, Snapshot, connector::http_client, fault::Faults, interceptor::Metering, table};
use aws_sdk_dynamodb::{
    Client, Config,
    config::{BehaviorVersion, Credentials, Region, retry::RetryPartition},
};
use dynoxide::{Database, storage_backend::clock::ManualClock};
use platform::settings;
use std::{net::SocketAddr, time::SystemTime};
use tokio::{net::TcpListener, sync::oneshot, task};

/// A table in memory that belongs to one test, served over HTTP on loopback until the value is dropped.
pub struct Testbed {
    client: Client,
    meter: Meter,
    faults: Faults,
    database: Database,
    clock: ManualClock,
    /// Dropped with the testbed, which stops the server.
    _stop: oneshot::Sender<()>,
}

impl Testbed {
    /// Starts the engine with the template's table in it.
    pub async fn start() -> Self {
        let clock = ManualClock::new(unix_seconds());
        let database = Database::memory_with_clock(clock.arc()).expect("a database in memory");
        table::create(&database);
        let (address, stop) = serve(database.clone()).await;
        let meter = Meter::default();
        let faults = Faults::default();
        let client = Client::from_conf(config(address, meter.clone(), faults.clone()));
        Self { client, meter, faults, database, clock, _stop: stop }
    }

    /// A client to the table. Clones of it are counted by the same meter.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// The table's name.
    pub fn table_name(&self) -> &'static str {
        table::NAME
    }

    /// The count of what the client asks of the table.
    pub fn meter(&self) -> &Meter {
        &self.meter
    }

    /// All items of the table, to assert what a request changed. Not counted.
    pub async fn snapshot(&self) -> Snapshot {
        self.beside(table::snapshot).await
    }

    /// Writes many items at once, past the client: not counted, never made to fail. Of two items with
    /// the same keys the later stays.
    pub async fn put_raw(&self, items: Vec<Item>) {
        self.beside(move |database| table::put(database, items)).await;
    }

    /// Makes the next `count` requests of the client fail that can meet `fault`. Each retry of the SDK is a request.
    /// Faults added later come after those still to come.
    pub fn fail_next(&self, count: usize, fault: Fault) {
        self.faults.add(count, fault);
    }

    /// How many faults are still to come.
    pub fn faults_left(&self) -> usize {
        self.faults.left()
    }

    /// Takes back the faults still to come.
    pub fn heal(&self) {
        self.faults.clear();
    }

    /// Removes the items whose expiry lies before `unix_seconds`, as the table does by itself in time; gives their number.
    pub async fn expire_until(&self, unix_seconds: u64) -> usize {
        self.clock.set(unix_seconds);
        self.beside(|database| database.sweep_ttl().expect("expired items are removed")).await
    }

    /// Works on the database without holding up the requests under way: a long history takes a while.
    async fn beside<Outcome: Send + 'static>(
        &self,
        work: impl FnOnce(&Database) -> Outcome + Send + 'static,
    ) -> Outcome {
        let database = self.database.clone();
        task::spawn_blocking(move || work(&database)).await.expect("the work on the database is done")
    }
}

fn unix_seconds() -> u64 {
    SystemTime::UNIX_EPOCH.elapsed().map(|since| since.as_secs()).unwrap_or_default()
}

async fn serve(database: Database) -> (SocketAddr, oneshot::Sender<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port on loopback");
    let address = listener.local_addr().expect("the listener has an address");
    let (stop, stopped) = oneshot::channel();
    let stopped = async {
        // Either way the testbed is gone.
        let _ = stopped.await;
    };
    task::spawn(dynoxide::server::serve_with_shutdown(listener, database, stopped));
    (address, stop)
}

/// Retries and limits in time are those of every function. The quota of retries, which clients of one process share,
/// is each testbed's own: one test's faults must not use up the retries that another counts on.
fn config(address: SocketAddr, meter: Meter, faults: Faults) -> Config {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .endpoint_url(format!("http://{address}"))
        .credentials_provider(Credentials::new("testbed", "testbed", None, None, "testbed"))
        .retry_config(settings::retries())
        .retry_partition(RetryPartition::custom("testbed").build())
        .timeout_config(settings::timeouts())
        .http_client(http_client(faults))
        .interceptor(Metering(meter))
        .build()
}
