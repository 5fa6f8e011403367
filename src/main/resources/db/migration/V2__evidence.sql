-- The chain of evidence. Rows are added and never changed: see docs/evidence.md.
CREATE TABLE slipway_evidence (
    sequence_number BIGINT          NOT NULL PRIMARY KEY,
    release_key     VARCHAR(200),
    release_number  BIGINT          NOT NULL,
    kind            VARCHAR(20)     NOT NULL,
    content         VARCHAR(1000000) NOT NULL,
    previous_hash   VARCHAR(64)     NOT NULL,
    hash            VARCHAR(64)     NOT NULL,
    seal            VARCHAR(64)     NOT NULL
);

CREATE UNIQUE INDEX slipway_evidence_release ON slipway_evidence (release_key, release_number);
CREATE INDEX slipway_evidence_kind ON slipway_evidence (kind, sequence_number);

-- One row: where the chain ends. Whoever appends holds its lock until the transaction has ended.
CREATE TABLE slipway_evidence_chain (
    id            INTEGER     NOT NULL PRIMARY KEY,
    last_sequence BIGINT      NOT NULL,
    last_hash     VARCHAR(64) NOT NULL
);

INSERT INTO slipway_evidence_chain (id, last_sequence, last_hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
