-- TRUNCATE fires no trigger in H2; it is found by the check against the chain's end and the signed heads.
CREATE TRIGGER slipway_evidence_append_only BEFORE UPDATE, DELETE ON slipway_evidence
    FOR EACH ROW CALL 'io.slipway.evidence.AppendOnly';
CREATE TRIGGER slipway_evidence_chain_kept BEFORE DELETE ON slipway_evidence_chain
    FOR EACH ROW CALL 'io.slipway.evidence.AppendOnly';
