-- Which of Slipway's own alerts came back from Alertmanager; kept for an hour.
CREATE TABLE slipway_heard_alert (
    nonce    VARCHAR(32)              NOT NULL PRIMARY KEY,
    heard_at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE INDEX slipway_heard_alert_old ON slipway_heard_alert (heard_at);
