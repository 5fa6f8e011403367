-- Refused for everybody, the owner and superusers included, and in replication sessions as well (ENABLE ALWAYS).
CREATE FUNCTION slipway_evidence_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Evidence is append-only: % on % is refused', TG_OP, TG_TABLE_NAME;
END
$$;

CREATE TRIGGER slipway_evidence_append_only BEFORE UPDATE OR DELETE ON slipway_evidence
    FOR EACH ROW EXECUTE FUNCTION slipway_evidence_is_kept();
CREATE TRIGGER slipway_evidence_not_truncated BEFORE TRUNCATE ON slipway_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION slipway_evidence_is_kept();
CREATE TRIGGER slipway_evidence_chain_kept BEFORE DELETE ON slipway_evidence_chain
    FOR EACH ROW EXECUTE FUNCTION slipway_evidence_is_kept();
CREATE TRIGGER slipway_evidence_chain_not_truncated BEFORE TRUNCATE ON slipway_evidence_chain
    FOR EACH STATEMENT EXECUTE FUNCTION slipway_evidence_is_kept();

ALTER TABLE slipway_evidence ENABLE ALWAYS TRIGGER slipway_evidence_append_only;
ALTER TABLE slipway_evidence ENABLE ALWAYS TRIGGER slipway_evidence_not_truncated;
ALTER TABLE slipway_evidence_chain ENABLE ALWAYS TRIGGER slipway_evidence_chain_kept;
ALTER TABLE slipway_evidence_chain ENABLE ALWAYS TRIGGER slipway_evidence_chain_not_truncated;

REVOKE UPDATE, DELETE, TRUNCATE ON slipway_evidence FROM PUBLIC, CURRENT_USER;
