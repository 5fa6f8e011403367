-- What a database is made of, one item a row. Names are written out with their schema, whatever the search path is.
-- No text of an expression is read: PostgreSQL writes it down otherwise once it has been restored.
WITH
extension_member AS MATERIALIZED (
    SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'),
space AS NOT MATERIALIZED (
    SELECT n.oid, quote_ident(n.nspname) AS name FROM pg_catalog.pg_namespace n
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM extension_member e
                      WHERE e.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND e.objid = n.oid)),
relation AS NOT MATERIALIZED (
    SELECT c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace),
own_relation AS NOT MATERIALIZED (
    SELECT c.*, space.name || '.' || quote_ident(c.relname) AS name
    FROM pg_catalog.pg_class c JOIN space ON space.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT FROM extension_member e
                      WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid)),
type AS NOT MATERIALIZED (
    SELECT t.oid, CASE
        WHEN n.nspname = 'pg_catalog' THEN format_type(t.oid, NULL)
        WHEN element.oid IS NOT NULL THEN quote_ident(within.nspname) || '.' || quote_ident(element.typname) || '[]'
        ELSE quote_ident(n.nspname) || '.' || quote_ident(t.typname) END AS name,
        n.nspname = 'pg_catalog' AS builtin
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        LEFT JOIN pg_catalog.pg_type element ON element.typarray = t.oid
        LEFT JOIN pg_catalog.pg_namespace within ON within.oid = element.typnamespace),
own_type AS NOT MATERIALIZED (
    SELECT t.*, space.name || '.' || quote_ident(t.typname) AS name
    FROM pg_catalog.pg_type t JOIN space ON space.oid = t.typnamespace
    WHERE NOT EXISTS (SELECT FROM extension_member e
                      WHERE e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND e.objid = t.oid)),
routine AS NOT MATERIALIZED (
    SELECT p.oid, quote_ident(n.nspname) || '.' || quote_ident(p.proname) AS short,
        quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '('
            || coalesce((SELECT string_agg(type.name, ', ' ORDER BY a.place)
                         FROM unnest(p.proargtypes) WITH ORDINALITY AS a(oid, place) JOIN type ON type.oid = a.oid), '')
            || ')' AS name
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace),
item(kind, name, says) AS (

-- every database has a schema 'public' when it is made, and a dump says nothing of one that was dropped
SELECT 'schema', space.name, '' FROM space WHERE space.name <> 'public'

UNION ALL
SELECT 'extension', quote_ident(x.extname), concat_ws(', ', 'version ' || x.extversion, 'in ' || quote_ident(n.nspname))
FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace

UNION ALL
SELECT CASE c.relkind
        WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
        WHEN 'c' THEN 'composite type' ELSE 'table' END,
    c.name,
    concat_ws(', ',
        CASE c.relpersistence WHEN 'u' THEN 'unlogged' END,
        (SELECT 'partitioned by ' || CASE p.partstrat WHEN 'r' THEN 'range' WHEN 'l' THEN 'list' ELSE 'hash' END
            || ' (' || (SELECT string_agg(coalesce(quote_ident(a.attname), 'expression'), ', ' ORDER BY k.place)
                        FROM unnest(p.partattrs) WITH ORDINALITY AS k(number, place)
                            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number AND k.number > 0)
            || ')'
         FROM pg_catalog.pg_partitioned_table p WHERE p.partrelid = c.oid),
        (SELECT CASE WHEN c.relispartition THEN 'partition of ' ELSE 'inherits ' END
            || string_agg(parent.name, ' and ' ORDER BY i.inhseqno)
         FROM pg_catalog.pg_inherits i JOIN relation parent ON parent.oid = i.inhparent WHERE i.inhrelid = c.oid),
        (SELECT 'the default one' FROM pg_catalog.pg_partitioned_table p WHERE p.partdefid = c.oid),
        CASE WHEN c.relrowsecurity THEN 'row security' END,
        CASE WHEN c.relforcerowsecurity THEN 'forced row security' END,
        CASE WHEN c.relkind = 'm' AND NOT c.relispopulated THEN 'not populated' END,
        (SELECT 'of server ' || quote_ident(s.srvname) FROM pg_catalog.pg_foreign_table f
            JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid),
        (SELECT 'with ' || string_agg(option, ' and ' ORDER BY option) FROM unnest(c.reloptions) AS option))
FROM own_relation c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')

UNION ALL
SELECT 'column', c.name || '.' || quote_ident(a.attname),
    concat_ws(', ',
        type.name || CASE
            WHEN a.atttypmod < 0 THEN ''
            WHEN type.builtin THEN substr(format_type(a.atttypid, a.atttypmod), length(format_type(a.atttypid, NULL)) + 1)
            ELSE coalesce(substring(format_type(a.atttypid, a.atttypmod) FROM '\([^()]*\)'), '') END,
        CASE WHEN a.attnotnull THEN 'not null' END,
        CASE a.attidentity WHEN 'a' THEN 'identity always' WHEN 'd' THEN 'identity by default' END,
        CASE WHEN a.attgenerated = 's' THEN 'generated, stored' WHEN a.attgenerated <> '' THEN 'generated'
             WHEN a.atthasdef THEN 'default' END,
        (SELECT 'collation ' || quote_ident(n.nspname) || '.' || quote_ident(l.collname)
         FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
         WHERE l.oid = a.attcollation AND a.attcollation <> t.typcollation))
FROM own_relation c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid JOIN type ON type.oid = a.atttypid
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')

UNION ALL
SELECT 'index', c.name,
    concat_ws(', ',
        'on ' || relation.name,
        CASE WHEN i.indisunique THEN 'unique' END,
        CASE WHEN to_jsonb(i) ->> 'indnullsnotdistinct' = 'true' THEN 'nulls not distinct' END,
        m.amname,
        'columns (' || (
            SELECT string_agg(
                coalesce(quote_ident(a.attname), 'expression')
                    || CASE WHEN o.opcdefault THEN '' ELSE ' ' || quote_ident(o.opcname) END
                    || CASE WHEN i.indoption[k.place::integer - 1] & 1 = 1 THEN ' descending' ELSE '' END
                    || CASE WHEN (i.indoption[k.place::integer - 1] >> 1) & 1 <> i.indoption[k.place::integer - 1] & 1 THEN ' nulls otherwise' ELSE '' END,
                ', ' ORDER BY k.place)
            FROM unnest(i.indkey::smallint[], i.indclass::oid[]) WITH ORDINALITY AS k(number, class, place)
                LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number AND k.number > 0
                JOIN pg_catalog.pg_opclass o ON o.oid = k.class) || ')',
        (SELECT 'includes (' || string_agg(quote_ident(a.attname), ', ' ORDER BY k.place) || ')'
         FROM unnest(i.indkey) WITH ORDINALITY AS k(number, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
         WHERE k.place > i.indnkeyatts),
        CASE WHEN i.indpred IS NOT NULL THEN 'partial' END,
        CASE WHEN i.indisexclusion THEN 'exclusion' END,
        CASE WHEN NOT i.indimmediate THEN 'deferrable' END,
        (SELECT 'part of ' || parent.name FROM pg_catalog.pg_inherits h JOIN relation parent ON parent.oid = h.inhparent
         WHERE h.inhrelid = c.oid),
        CASE WHEN i.indisvalid THEN 'valid' ELSE 'not valid' END)
FROM own_relation c JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
    JOIN own_relation indexed ON indexed.oid = i.indrelid
    JOIN relation ON relation.oid = i.indrelid JOIN pg_catalog.pg_am m ON m.oid = c.relam

UNION ALL
-- those that stand for another one on a partition have names that PostgreSQL makes up anew
SELECT 'constraint', c.name || '.' || quote_ident(o.conname),
    concat_ws(', ',
        CASE o.contype WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign key → ' || target.name
            WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' ELSE 'exclusion' END,
        'columns (' || coalesce((
            SELECT string_agg(quote_ident(a.attname), ', '
                ORDER BY CASE WHEN o.contype <> 'c' THEN k.place END, quote_ident(a.attname) COLLATE "C")
            FROM unnest(o.conkey) WITH ORDINALITY AS k(number, place)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = k.number), '') || ')',
        (SELECT 'to (' || string_agg(quote_ident(a.attname), ', ' ORDER BY k.place) || ')'
         FROM unnest(o.confkey) WITH ORDINALITY AS k(number, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = o.confrelid AND a.attnum = k.number),
        CASE WHEN o.contype = 'f' THEN concat_ws(', ',
            CASE o.confmatchtype WHEN 'f' THEN 'match full' WHEN 'p' THEN 'match partial' END,
            'on update ' || CASE o.confupdtype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade'
                WHEN 'n' THEN 'set null' ELSE 'set default' END,
            'on delete ' || CASE o.confdeltype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade'
                WHEN 'n' THEN 'set null' ELSE 'set default' END) END,
        CASE WHEN o.connoinherit AND o.contype = 'c' THEN 'not inherited' END,
        CASE WHEN to_jsonb(o) ->> 'conenforced' = 'false' THEN 'not enforced' END,
        CASE WHEN o.convalidated THEN 'validated' ELSE 'not validated' END,
        CASE WHEN o.condeferred THEN 'deferred' WHEN o.condeferrable THEN 'deferrable' END)
FROM pg_catalog.pg_constraint o JOIN own_relation c ON c.oid = o.conrelid LEFT JOIN relation target ON target.oid = o.confrelid
WHERE o.contype IN ('c', 'p', 'u', 'x') OR o.contype = 'f' AND o.conparentid = 0

UNION ALL
SELECT 'constraint', t.name || '.' || quote_ident(o.conname),
    'check of a domain, ' || CASE WHEN o.convalidated THEN 'validated' ELSE 'not validated' END
FROM pg_catalog.pg_constraint o JOIN own_type t ON t.oid = o.contypid WHERE o.contype = 'c'

UNION ALL
SELECT 'sequence', c.name,
    concat_ws(', ',
        format_type(s.seqtypid, NULL),
        'start ' || s.seqstart, 'increment ' || s.seqincrement, 'min ' || s.seqmin, 'max ' || s.seqmax, 'cache ' || s.seqcache,
        CASE WHEN s.seqcycle THEN 'cycle' END,
        CASE c.relpersistence WHEN 'u' THEN 'unlogged' END,
        (SELECT CASE d.deptype WHEN 'i' THEN 'identity of ' ELSE 'owned by ' END || relation.name || '.' || quote_ident(a.attname)
         FROM pg_catalog.pg_depend d JOIN relation ON relation.oid = d.refobjid
            JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
         WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.objsubid = 0
            AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0))
FROM own_relation c JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid

UNION ALL
SELECT 'enum', t.name,
    'labels ' || coalesce((SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                           FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid), 'none')
FROM own_type t WHERE t.typtype = 'e'

UNION ALL
SELECT 'domain', t.name,
    concat_ws(', ',
        base.name || CASE WHEN t.typtypmod < 0 THEN ''
            WHEN base.builtin THEN substr(format_type(t.typbasetype, t.typtypmod), length(format_type(t.typbasetype, NULL)) + 1)
            ELSE coalesce(substring(format_type(t.typbasetype, t.typtypmod) FROM '\([^()]*\)'), '') END,
        CASE WHEN t.typnotnull THEN 'not null' END,
        CASE WHEN t.typdefault IS NOT NULL THEN 'default' END)
FROM own_type t JOIN type base ON base.oid = t.typbasetype WHERE t.typtype = 'd'

UNION ALL
SELECT CASE t.typtype WHEN 'r' THEN 'range' ELSE 'type' END, t.name,
    coalesce((SELECT 'of ' || type.name FROM pg_catalog.pg_range r JOIN type ON type.oid = r.rngsubtype WHERE r.rngtypid = t.oid), '')
FROM own_type t
WHERE t.typtype IN ('b', 'p', 'r') AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)

UNION ALL
SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END, routine.name,
    concat_ws(', ',
        CASE WHEN p.prokind <> 'p' THEN 'returns ' || CASE WHEN p.proretset THEN 'set of ' ELSE '' END || type.name END,
        (SELECT 'arguments ' || string_agg(quote_ident(a.name), ' and ' ORDER BY a.place)
         FROM unnest(p.proargnames) WITH ORDINALITY AS a(name, place)),
        CASE WHEN p.pronargdefaults > 0 THEN 'defaults ' || p.pronargdefaults END,
        CASE WHEN p.provariadic <> 0 THEN 'variadic' END,
        l.lanname,
        CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END,
        CASE WHEN p.proisstrict THEN 'strict' END,
        CASE WHEN p.prosecdef THEN 'security definer' END,
        CASE WHEN p.proleakproof THEN 'leakproof' END,
        CASE p.proparallel WHEN 's' THEN 'parallel safe' WHEN 'r' THEN 'parallel restricted' END,
        (SELECT 'set ' || string_agg(setting, ' and ' ORDER BY setting) FROM unnest(p.proconfig) AS setting),
        (SELECT 'by ' || step.name || ' over ' || state.name FROM pg_catalog.pg_aggregate g
            JOIN routine step ON step.oid = g.aggtransfn JOIN type state ON state.oid = g.aggtranstype WHERE g.aggfnoid = p.oid),
        -- kept word by word, unlike an expression
        CASE WHEN p.prokind <> 'a' AND p.prosrc <> ''
            THEN 'body ' || left(encode(sha256(convert_to(p.prosrc, getdatabaseencoding())), 'hex'), 16) END)
FROM pg_catalog.pg_proc p JOIN routine ON routine.oid = p.oid JOIN space ON space.oid = p.pronamespace
    JOIN pg_catalog.pg_language l ON l.oid = p.prolang JOIN type ON type.oid = p.prorettype
-- below are those that every database has from the start; without that, thousands are reckoned with
WHERE p.oid >= 16384 AND NOT EXISTS (SELECT FROM extension_member e
                  WHERE e.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND e.objid = p.oid)
    -- the constructors of a range come and go with it
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'i')

UNION ALL
SELECT 'trigger', c.name || '.' || quote_ident(t.tgname),
    concat_ws(', ',
        CASE WHEN t.tgtype & 64 <> 0 THEN 'instead of ' WHEN t.tgtype & 2 <> 0 THEN 'before ' ELSE 'after ' END || concat_ws(' or ',
            CASE WHEN t.tgtype & 4 <> 0 THEN 'insert' END,
            CASE WHEN t.tgtype & 16 <> 0 THEN 'update' END,
            CASE WHEN t.tgtype & 8 <> 0 THEN 'delete' END,
            CASE WHEN t.tgtype & 32 <> 0 THEN 'truncate' END),
        (SELECT 'of (' || string_agg(quote_ident(a.attname), ', ' ORDER BY quote_ident(a.attname) COLLATE "C") || ')'
         FROM unnest(t.tgattr) AS k(number) JOIN pg_catalog.pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = k.number),
        CASE WHEN t.tgtype & 1 <> 0 THEN 'for each row' ELSE 'for each statement' END,
        'calls ' || routine.short,
        CASE WHEN t.tgnargs > 0 THEN 'with ' || t.tgnargs || ' arguments' END,
        CASE WHEN t.tgqual IS NOT NULL THEN 'conditional' END,
        CASE WHEN t.tgconstraint <> 0 THEN 'constraint' END,
        CASE WHEN t.tginitdeferred THEN 'deferred' WHEN t.tgdeferrable THEN 'deferrable' END,
        CASE WHEN t.tgoldtable IS NOT NULL THEN 'old rows' END,
        CASE WHEN t.tgnewtable IS NOT NULL THEN 'new rows' END,
        CASE t.tgenabled WHEN 'O' THEN 'enabled' WHEN 'D' THEN 'disabled' WHEN 'A' THEN 'enabled always' ELSE 'enabled for replicas' END)
FROM pg_catalog.pg_trigger t JOIN own_relation c ON c.oid = t.tgrelid JOIN routine ON routine.oid = t.tgfoid
WHERE NOT t.tgisinternal AND t.tgparentid = 0

UNION ALL
SELECT 'policy', c.name || '.' || quote_ident(p.polname),
    concat_ws(', ',
        'for ' || CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END,
        CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
        CASE WHEN p.polqual IS NOT NULL THEN 'using' END,
        CASE WHEN p.polwithcheck IS NOT NULL THEN 'with check' END,
        'to ' || (SELECT string_agg(CASE WHEN role.oid = 0 THEN 'public' ELSE coalesce(quote_ident(r.rolname), '?') END, ' and '
                    ORDER BY r.rolname COLLATE "C")
                  FROM unnest(p.polroles) AS role(oid) LEFT JOIN pg_catalog.pg_roles r ON r.oid = role.oid))
FROM pg_catalog.pg_policy p JOIN own_relation c ON c.oid = p.polrelid

UNION ALL
SELECT 'rule', c.name || '.' || quote_ident(r.rulename),
    concat_ws(', ',
        'on ' || CASE r.ev_type WHEN '1' THEN 'select' WHEN '2' THEN 'update' WHEN '3' THEN 'insert' ELSE 'delete' END,
        CASE WHEN r.is_instead THEN 'instead' ELSE 'also' END,
        CASE r.ev_enabled WHEN 'O' THEN 'enabled' WHEN 'D' THEN 'disabled' WHEN 'A' THEN 'enabled always' ELSE 'enabled for replicas' END)
FROM pg_catalog.pg_rewrite r JOIN own_relation c ON c.oid = r.ev_class WHERE r.rulename <> '_RETURN'

UNION ALL
SELECT 'statistics', space.name || '.' || quote_ident(s.stxname), 'on ' || relation.name
FROM pg_catalog.pg_statistic_ext s JOIN space ON space.oid = s.stxnamespace JOIN relation ON relation.oid = s.stxrelid

UNION ALL
SELECT 'operator', space.name || '.' || o.oprname,
    concat_ws(', ', 'left ' || l.name, 'right ' || r.name, 'calls ' || routine.short)
FROM pg_catalog.pg_operator o JOIN space ON space.oid = o.oprnamespace
    LEFT JOIN type l ON l.oid = o.oprleft LEFT JOIN type r ON r.oid = o.oprright
    LEFT JOIN routine ON routine.oid = o.oprcode
WHERE NOT EXISTS (SELECT FROM extension_member e
                  WHERE e.classid = 'pg_catalog.pg_operator'::pg_catalog.regclass AND e.objid = o.oid)

UNION ALL
SELECT 'collation', space.name || '.' || quote_ident(l.collname),
    concat_ws(', ', 'provider ' || l.collprovider::text, CASE WHEN NOT l.collisdeterministic THEN 'not deterministic' END)
FROM pg_catalog.pg_collation l JOIN space ON space.oid = l.collnamespace
WHERE NOT EXISTS (SELECT FROM extension_member e
                  WHERE e.classid = 'pg_catalog.pg_collation'::pg_catalog.regclass AND e.objid = l.oid)

UNION ALL
SELECT 'text search configuration', space.name || '.' || quote_ident(x.cfgname), ''
FROM pg_catalog.pg_ts_config x JOIN space ON space.oid = x.cfgnamespace
WHERE NOT EXISTS (SELECT FROM extension_member e
                  WHERE e.classid = 'pg_catalog.pg_ts_config'::pg_catalog.regclass AND e.objid = x.oid)

UNION ALL
SELECT 'foreign server', quote_ident(s.srvname), 'by ' || quote_ident(w.fdwname)
FROM pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw

UNION ALL
SELECT 'event trigger', quote_ident(t.evtname),
    concat_ws(', ',
        'on ' || t.evtevent, 'calls ' || routine.short,
        (SELECT 'for ' || string_agg(tag, ' and ' ORDER BY tag) FROM unnest(t.evttags) AS tag),
        CASE t.evtenabled WHEN 'O' THEN 'enabled' WHEN 'D' THEN 'disabled' WHEN 'A' THEN 'enabled always' ELSE 'enabled for replicas' END)
FROM pg_catalog.pg_event_trigger t JOIN routine ON routine.oid = t.evtfoid
WHERE NOT EXISTS (SELECT FROM extension_member e
                  WHERE e.classid = 'pg_catalog.pg_event_trigger'::pg_catalog.regclass AND e.objid = t.oid)
)
SELECT kind || ' ' || name || CASE WHEN says = '' THEN '' ELSE ': ' || says END FROM item
