-- Rises with every grant of the environment and with every permit; what holds a smaller one has been overtaken.
ALTER TABLE slipway_environment ADD COLUMN fence BIGINT DEFAULT 0 NOT NULL;
