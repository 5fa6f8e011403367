-- What this account lacks to restore this database beside itself and to put that into its place, one sentence a row.
WITH
me AS (SELECT oid, rolname, rolsuper, rolcreatedb, rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = current_user),
live AS (SELECT d.oid, d.datname, d.datdba FROM pg_catalog.pg_database d WHERE d.datname = current_database()),
extension_member AS MATERIALIZED (
    SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'),
-- what hangs on a schema; a new owner has to be allowed to create there before grants are restored
placed AS (
    SELECT 'pg_catalog.pg_class'::pg_catalog.regclass AS classid, oid AS objid, relowner AS owner, relnamespace AS space
    FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND oid >= 16384
    UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, oid, proowner, pronamespace
    FROM pg_catalog.pg_proc WHERE oid >= 16384
    UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, oid, typowner, typnamespace
    FROM pg_catalog.pg_type WHERE oid >= 16384 AND typrelid = 0 AND typelem = 0),
-- pg_shdepend knows all owners but the first superuser
owned AS (
    SELECT s.classid, s.objid, s.refobjid AS owner
    FROM pg_catalog.pg_shdepend s JOIN live ON live.oid = s.dbid
    WHERE s.deptype = 'o' AND s.classid <> 'pg_catalog.pg_extension'::pg_catalog.regclass
    UNION SELECT classid, objid, owner FROM placed WHERE space <> 'pg_toast'::pg_catalog.regnamespace
    UNION SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass, oid, nspowner FROM pg_catalog.pg_namespace
    WHERE (oid >= 16384 AND nspname !~ '^pg_')
       OR (nspname = 'public' AND current_setting('server_version_num')::integer >= 150000
           AND nspowner <> to_regrole('pg_database_owner'))
    UNION SELECT 'pg_catalog.pg_largeobject'::pg_catalog.regclass, oid, lomowner FROM pg_catalog.pg_largeobject_metadata),
foreign_owner AS (
    SELECT r.rolname, count(*) AS number, min(pg_describe_object(o.classid, o.objid, 0)) AS example
    FROM owned o JOIN pg_catalog.pg_roles r ON r.oid = o.owner
    WHERE NOT pg_has_role(o.owner, 'USAGE')
      AND NOT EXISTS (SELECT FROM extension_member e WHERE e.classid = o.classid AND e.objid = o.objid)
    GROUP BY r.rolname),
guest AS (
    SELECT r.rolname, n.nspname, min(pg_describe_object(p.classid, p.objid, 0)) AS example
    FROM placed p JOIN pg_catalog.pg_namespace n ON n.oid = p.space JOIN pg_catalog.pg_roles r ON r.oid = p.owner, live, me
    WHERE NOT me.rolsuper AND n.nspname !~ '^pg_'
      AND NOT pg_has_role(p.owner, CASE WHEN n.nspowner = to_regrole('pg_database_owner') THEN live.datdba ELSE n.nspowner END, 'USAGE')
      -- until then everybody may create in a new database's
      AND NOT (n.nspname = 'public' AND current_setting('server_version_num')::integer < 150000)
      AND NOT EXISTS (SELECT FROM extension_member e WHERE e.classid = p.classid AND e.objid = p.objid)
    GROUP BY r.rolname, n.nspname),
session AS (
    SELECT string_agg(r.rolname, ', ' ORDER BY r.rolname) AS users
    FROM pg_catalog.pg_roles r, live, me
    WHERE NOT me.rolsuper AND NOT pg_has_role('pg_signal_backend', 'USAGE')
      AND r.rolcanlogin AND NOT r.rolsuper AND NOT pg_has_role(r.oid, 'USAGE') AND has_database_privilege(r.oid, live.oid, 'CONNECT'))
SELECT 'it may not create databases, nor rename any: ALTER ROLE ' || quote_ident(rolname) || ' CREATEDB'
FROM me WHERE NOT rolcreatedb AND NOT rolsuper
UNION ALL
SELECT 'it is not a member of ' || quote_ident(r.rolname) || ', who owns the database ' || quote_ident(live.datname)
FROM live JOIN pg_catalog.pg_roles r ON r.oid = live.datdba WHERE NOT pg_has_role(live.datdba, 'USAGE')
UNION ALL
SELECT 'it is not a member of ' || quote_ident(rolname) || ', who owns ' || example
    || CASE WHEN number > 1 THEN ' and ' || number - 1 || ' more' ELSE '' END
FROM foreign_owner
UNION ALL
SELECT quote_ident(rolname) || ' owns ' || example || ', and may create in the schema ' || quote_ident(nspname)
    || ' only by a grant, which a restore makes last: only a superuser restores that'
FROM guest
UNION ALL
SELECT 'it may not end sessions of ' || users || ': GRANT pg_signal_backend TO ' || quote_ident(me.rolname)
FROM session, me WHERE users IS NOT NULL
UNION ALL
SELECT DISTINCT 'it is not a member of ' || quote_ident(r.rolname) || ', who has settings of its own in this database'
FROM pg_catalog.pg_db_role_setting g JOIN live ON live.oid = g.setdatabase JOIN pg_catalog.pg_roles r ON r.oid = g.setrole
WHERE NOT pg_has_role(g.setrole, 'USAGE')
UNION ALL
SELECT 'row-level security of ' || c.oid::pg_catalog.regclass || ' is forced on its owner: ALTER ROLE ' || quote_ident(me.rolname) || ' BYPASSRLS'
FROM pg_catalog.pg_class c, me WHERE c.relforcerowsecurity AND NOT me.rolbypassrls AND NOT me.rolsuper
ORDER BY 1
