-- One row for each environment of a service: which release has it, and which version a release was confirmed with.
CREATE TABLE slipway_environment (
    service           VARCHAR(40)  NOT NULL,
    environment       VARCHAR(40)  NOT NULL,
    last_number       INTEGER      NOT NULL,
    active_release    VARCHAR(200),
    active_instance   VARCHAR(64),
    confirmed_version VARCHAR(40),
    confirmed_digest  VARCHAR(64),
    confirmed_release VARCHAR(200),
    PRIMARY KEY (service, environment)
);
