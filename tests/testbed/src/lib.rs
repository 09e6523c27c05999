//! A table of its own for each test: DynamoDB embedded, created from the template, with calls counted.
