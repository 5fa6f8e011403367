-- Requests to put hand on a release, and what became of them. The evidence says the same, or they open nothing.
CREATE TABLE slipway_break_glass (
    id           VARCHAR(36)              NOT NULL PRIMARY KEY,
    release_key  VARCHAR(200)             NOT NULL,
    reason       VARCHAR(2000)            NOT NULL,
    requested_by VARCHAR(64)              NOT NULL,
    requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
    confirmed_by VARCHAR(64),
    confirmed_at TIMESTAMP WITH TIME ZONE,
    ended_at     TIMESTAMP WITH TIME ZONE
);

CREATE INDEX slipway_break_glass_current ON slipway_break_glass (ended_at);
