//! Everything that touches AWS or HTTP: table, authentication, dialect plumbing, telemetry.
