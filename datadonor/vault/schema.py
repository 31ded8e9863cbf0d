"""The tables of the vault, and how an older vault becomes a newer one.

Each step is applied once, in order, inside one transaction with its number in
``user_version``. A step that has been released is never edited: a stored vault of
every earlier number is opened by the tests.
"""

from typing import Final

STEPS: Final[tuple[tuple[str, ...], ...]] = (
    # 1: the log, and the vault's own secret
    (
        """
        CREATE TABLE event (
            position    INTEGER PRIMARY KEY,  -- index of the leaf, from 0
            transaction_number INTEGER NOT NULL,  -- events committed together share it
            leaf_hash   BLOB NOT NULL CHECK (length(leaf_hash) = 32),
            body        BLOB                  -- RFC 8785 JSON; NULL once erased
        ) STRICT
        """,
        """
        CREATE TABLE secret (
            name        TEXT PRIMARY KEY,
            value       BLOB NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
    ),
    # 2: what the registry published, and the requests that the person has taken in
    (
        """
        CREATE TABLE registry_file (
            name        TEXT PRIMARY KEY,     -- of the metadata, root history included
            content     BLOB NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE registry_target (
            name        TEXT PRIMARY KEY,
            sha256      BLOB NOT NULL CHECK (length(sha256) = 32),
            content     BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE project_request (
            project     TEXT NOT NULL,
            version     INTEGER NOT NULL,
            sha256      BLOB NOT NULL CHECK (length(sha256) = 32),
            added       TEXT NOT NULL,        -- moment, as in the log
            content     BLOB NOT NULL,        -- the bytes of the .ddrequest
            PRIMARY KEY (project, version, sha256)
        ) STRICT
        """,
    ),
    # 3: health data: samples, episodes, documents, and what they have in common
    (
        """
        CREATE TABLE import (
            id          INTEGER PRIMARY KEY,
            name        TEXT NOT NULL UNIQUE, -- as the log calls it
            format      TEXT NOT NULL,
            file_sha256 BLOB NOT NULL CHECK (length(file_sha256) = 32),
            position    INTEGER               -- of its event in the log
        ) STRICT
        """,
        """
        CREATE TABLE sample_type (
            id          INTEGER PRIMARY KEY,
            name        TEXT NOT NULL,        -- of the vocabulary, or the file's own
            unit        TEXT NOT NULL,        -- UCUM; the file's own if it is not known
            UNIQUE (name, unit)
        ) STRICT
        """,
        """
        CREATE TABLE source (
            id          INTEGER PRIMARY KEY,
            name        TEXT NOT NULL,        -- app or device; may hold the person's name
            device      TEXT NOT NULL,        -- class of device
            rank        INTEGER,              -- the person's order of belief, lowest first
            UNIQUE (name, device)
        ) STRICT
        """,
        """
        CREATE TABLE context (
            id          INTEGER PRIMARY KEY,
            import_id   INTEGER NOT NULL REFERENCES import (id),
            zone_known  TEXT NOT NULL,        -- zone, offset, utc, assumed or ambiguous
            offset_minutes INTEGER,           -- local time minus UTC
            zone        TEXT,                 -- IANA name
            unit        TEXT,                 -- as the file wrote it
            dialect     TEXT NOT NULL,        -- how that is to be understood
            flags       INTEGER NOT NULL,     -- 1 by hand, 2 retracted, 4 not converted
            detail      TEXT                  -- RFC 8785 JSON
        ) STRICT
        """,
        """
        CREATE INDEX context_import ON context (import_id)
        """,
        """
        CREATE TABLE sample (
            type_id     INTEGER NOT NULL,
            start_ms    INTEGER NOT NULL,     -- UTC, since 1970
            source_id   INTEGER NOT NULL,
            duration_ms INTEGER NOT NULL,
            key         INTEGER NOT NULL,     -- of value, unit, and which of equal ones
            number      REAL,                 -- in the unit of the type
            code        TEXT,                 -- instead of a number
            context_id  INTEGER NOT NULL,
            PRIMARY KEY (type_id, start_ms, source_id, duration_ms, key)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE hour (
            type_id     INTEGER NOT NULL,
            hour        INTEGER NOT NULL,     -- UTC hours since 1970
            code        TEXT NOT NULL,        -- empty for numbers
            count       INTEGER NOT NULL,
            low         REAL,
            high        REAL,
            sum         REAL NOT NULL,        -- of numbers; for codes of minutes
            total       REAL NOT NULL,        -- what remains where sources overlap
            PRIMARY KEY (type_id, hour, code)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE day (
            type_id     INTEGER NOT NULL,
            day         INTEGER NOT NULL,     -- days since 1970 in Europe/Copenhagen
            code        TEXT NOT NULL,
            count       INTEGER NOT NULL,
            low         REAL,
            high        REAL,
            sum         REAL NOT NULL,
            total       REAL NOT NULL,
            PRIMARY KEY (type_id, day, code)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE episode (
            id          INTEGER PRIMARY KEY,
            kind        TEXT NOT NULL,
            start_ms    INTEGER NOT NULL,
            duration_ms INTEGER NOT NULL,
            source_id   INTEGER NOT NULL REFERENCES source (id),
            context_id  INTEGER NOT NULL REFERENCES context (id),
            code        TEXT,
            identity    BLOB NOT NULL UNIQUE CHECK (length(identity) = 16),
            facts       TEXT NOT NULL         -- RFC 8785 JSON
        ) STRICT
        """,
        """
        CREATE INDEX episode_time ON episode (kind, start_ms)
        """,
        """
        CREATE TABLE trace (
            episode_id  INTEGER NOT NULL REFERENCES episode (id) ON DELETE CASCADE,
            name        TEXT NOT NULL,
            unit        TEXT NOT NULL,        -- UCUM
            item        TEXT NOT NULL,        -- type code of Python's array
            count       INTEGER NOT NULL,
            content     BLOB NOT NULL,        -- little-endian numbers, deflated if shorter
            PRIMARY KEY (episode_id, name)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE document (
            id          INTEGER PRIMARY KEY,
            kind        TEXT NOT NULL,        -- FHIR resource type
            category    TEXT NOT NULL,
            date_ms     INTEGER,              -- the one date it is found by, UTC
            zone_known  TEXT NOT NULL,
            offset_minutes INTEGER,
            zone        TEXT,
            code        TEXT,                 -- system|code
            title       TEXT,
            identity    BLOB NOT NULL UNIQUE CHECK (length(identity) = 16),
            version     TEXT NOT NULL,
            is_retracted INTEGER NOT NULL,
            source_id   INTEGER NOT NULL REFERENCES source (id),
            import_id   INTEGER NOT NULL REFERENCES import (id),
            body        BLOB NOT NULL         -- FHIR R4 JSON
        ) STRICT
        """,
        """
        CREATE INDEX document_time ON document (category, date_ms)
        """,
        """
        CREATE TABLE document_sample (
            document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
            type_id     INTEGER NOT NULL,     -- and the rest: a sample that stands in it
            start_ms    INTEGER NOT NULL,
            source_id   INTEGER NOT NULL,
            duration_ms INTEGER NOT NULL,
            key         INTEGER NOT NULL,
            PRIMARY KEY (document_id, type_id, start_ms, source_id, duration_ms, key)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE INDEX document_sample_sample
            ON document_sample (type_id, start_ms, source_id, duration_ms, key)
        """,
        """
        CREATE TABLE known_identifier (
            kind        TEXT NOT NULL,
            value       TEXT NOT NULL,
            is_subject  INTEGER NOT NULL,
            import_id   INTEGER NOT NULL REFERENCES import (id),
            PRIMARY KEY (kind, value, is_subject, import_id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE table_mapping (
            fingerprint TEXT PRIMARY KEY,     -- of a table's header
            mapping     TEXT NOT NULL         -- RFC 8785 JSON
        ) STRICT, WITHOUT ROWID
        """,
    ),
    # 4: consent: the signed documents and texts that events name by digest, conversations
    # that are not finished, and when what a document tells of was over
    (
        """
        CREATE TABLE consent_document (
            sha256      BLOB PRIMARY KEY CHECK (length(sha256) = 32),
            content     BLOB NOT NULL         -- has this SHA-256
        ) STRICT
        """,
        """
        CREATE TABLE conversation (
            project     TEXT PRIMARY KEY,
            updated     TEXT NOT NULL,        -- moment, as in the log
            content     BLOB NOT NULL         -- RFC 8785 JSON
        ) STRICT
        """,
        """
        ALTER TABLE document ADD COLUMN end_ms INTEGER
        """,
        """
        -- A document of these kinds that has a span, or none of the moments that may date it, lasts
        -- to the end of its span; where that cannot be read, or its date only stands in, for ever.
        WITH dated (kind, moments, span) AS (VALUES
            ('Account', '[]', '$.servicePeriod'),
            ('AdverseEvent', '["$.date"]', NULL),
            ('AllergyIntolerance', '["$.recordedDate","$.assertedDate"]', NULL),
            ('Appointment', '[]', '$'),
            ('AppointmentResponse', '[]', '$'),
            ('CarePlan', '[]', '$.period'),
            ('CareTeam', '[]', '$.period'),
            ('ChargeItem', '["$.occurrenceDateTime"]', '$.occurrencePeriod'),
            ('Claim', '[]', '$.billablePeriod'),
            ('ClinicalImpression', '["$.effectiveDateTime"]', '$.effectivePeriod'),
            ('Communication', '["$.sent"]', NULL),
            ('CommunicationRequest', '["$.authoredOn"]', NULL),
            ('Condition', '["$.recordedDate","$.dateRecorded","$.assertedDate"]', NULL),
            ('Coverage', '[]', '$.period'),
            ('DetectedIssue', '["$.identifiedDateTime","$.date"]', '$.identifiedPeriod'),
            ('DeviceUseStatement', '["$.timingDateTime"]', '$.timingPeriod'),
            ('DiagnosticReport', '["$.effectiveDateTime"]', '$.effectivePeriod'),
            ('DocumentReference', '["$.date","$.indexed"]', NULL),
            ('Encounter', '[]', '$.period'),
            ('EpisodeOfCare', '[]', '$.period'),
            ('ExplanationOfBenefit', '[]', '$.billablePeriod'),
            ('Flag', '[]', '$.period'),
            ('Goal', '["$.startDate"]', NULL),
            ('Immunization', '["$.occurrenceDateTime","$.date"]', NULL),
            ('Media', '["$.createdDateTime","$.created"]', '$.createdPeriod'),
            ('MedicationAdministration', '["$.effectiveDateTime"]', '$.effectivePeriod'),
            ('MedicationDispense', '["$.whenHandedOver"]', NULL),
            ('MedicationStatement', '["$.effectiveDateTime"]', '$.effectivePeriod'),
            ('Observation', '["$.effectiveDateTime","$.effectiveInstant"]', '$.effectivePeriod'),
            ('PractitionerRole', '[]', '$.period'),
            ('Procedure', '["$.performedDateTime","$.occurrenceDateTime"]', '$.performedPeriod'),
            ('ProcedureRequest', '["$.orderedOn","$.authoredOn"]', NULL),
            ('ReferralRequest', '["$.date","$.authoredOn"]', NULL),
            ('RiskAssessment', '["$.occurrenceDateTime","$.date"]', '$.occurrencePeriod'),
            ('ServiceRequest', '["$.authoredOn"]', NULL),
            ('Specimen', '["$.collection.collectedDateTime"]', '$.collection.collectedPeriod'),
            ('SupplyDelivery', '["$.occurrenceDateTime"]', '$.occurrencePeriod'),
            ('SupplyRequest', '["$.authoredOn"]', NULL),
            ('VisionPrescription', '["$.dateWritten"]', NULL)
        ),
        lasting (id, offset_ms, begun, over) AS (
            SELECT id, coalesce(offset_minutes, 0) * 60000,
                   json_extract(tree, span || '.start') AS begun,
                   json_extract(tree, span || '.end') AS over
              FROM (
                SELECT id, kind, offset_minutes,
                       CASE WHEN json_valid(CAST(body AS TEXT))
                            THEN CAST(body AS TEXT) ELSE '{}' END AS tree
                  FROM document WHERE date_ms IS NOT NULL
              ) JOIN dated USING (kind)
             WHERE coalesce(begun, over) IS NOT NULL OR NOT EXISTS (
                SELECT 1 FROM json_each(moments) AS moment
                 WHERE json_extract(tree, moment.value) GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-*'
             )
        ),
        ended (id, end_ms) AS (
            SELECT id, CASE
                WHEN begun IS NULL OR begun NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-*'
                THEN NULL
                WHEN over GLOB '[0-9][0-9][0-9][0-9]'
                THEN unixepoch(over || '-01-01', '+1 year') * 1000 - offset_ms
                WHEN over GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'
                THEN unixepoch(over || '-01', '+1 month') * 1000 - offset_ms
                WHEN over GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
                THEN unixepoch(over, '+1 day') * 1000 - offset_ms
                WHEN over GLOB '*T*[-+Z]*'
                THEN CAST(round(unixepoch(over, 'subsec') * 1000) AS INTEGER)
                END
              FROM lasting
        )
        UPDATE document
           SET end_ms = CASE
                WHEN ended.end_ms > date_ms THEN ended.end_ms
                WHEN ended.end_ms = date_ms THEN NULL
                ELSE 4611686018427387904      -- has begun and not ended
                END
          FROM ended WHERE ended.id = document.id
        """,
        """
        UPDATE context SET flags = flags | 8  -- when it was issued, not when it was measured
         WHERE json_valid(detail) AND json_extract(detail, '$.time') = 'issued'
        """,
    ),
    # 5: what is on its way out, and what was sent before
    (
        """
        CREATE TABLE outbox (
            project     TEXT NOT NULL,
            sequence    INTEGER NOT NULL,     -- of the donor's bundles for the project, from 1
            state       TEXT NOT NULL,        -- sealed, sent, received, withdrawn, …
            recipient   TEXT NOT NULL,
            format      TEXT NOT NULL,        -- of the seal: age or crypt4gh
            bundle_sha256 BLOB NOT NULL UNIQUE CHECK (length(bundle_sha256) = 32),
            bundle_bytes INTEGER NOT NULL,
            manifest_sha256 BLOB NOT NULL CHECK (length(manifest_sha256) = 32),
            blinding    BLOB NOT NULL CHECK (length(blinding) = 32),
            checkpoint  BLOB NOT NULL,        -- of the log, to which the commitment is
            upload      TEXT,                 -- RFC 8785 JSON: how far an upload has come
            updated     TEXT NOT NULL,        -- moment, as in the log
            PRIMARY KEY (project, sequence)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE sent_line (
            project     TEXT NOT NULL,
            digest      BLOB NOT NULL CHECK (length(digest) = 16),  -- of a line that was sealed
            sequence    INTEGER NOT NULL,
            PRIMARY KEY (project, digest)
        ) STRICT, WITHOUT ROWID
        """,
    ),
    # 6: the registry as it was at each release, times from an authority, keys of those who decide
    (
        """
        CREATE TABLE kept_registry (
            sha256      BLOB PRIMARY KEY CHECK (length(sha256) = 32),
            content     BLOB NOT NULL         -- of metadata or of a target; has this SHA-256
        ) STRICT
        """,
        """
        CREATE TABLE release_registry (
            bundle_sha256 BLOB NOT NULL CHECK (length(bundle_sha256) = 32),
            name        TEXT NOT NULL,        -- of the metadata or the target
            sha256      BLOB NOT NULL REFERENCES kept_registry (sha256),
            PRIMARY KEY (bundle_sha256, name)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE time_authority (
            id          INTEGER PRIMARY KEY CHECK (id = 1),
            url         TEXT NOT NULL,
            root        BLOB NOT NULL         -- certificate in PEM that its answers are checked by
        ) STRICT
        """,
        """
        CREATE TABLE timestamp (
            log_commitment BLOB PRIMARY KEY CHECK (length(log_commitment) = 32),
            query       BLOB NOT NULL,        -- DER, RFC 3161 TimeStampReq
            reply       BLOB NOT NULL,        -- DER, RFC 3161 TimeStampResp
            root        BLOB NOT NULL         -- as in time_authority, when it was received
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE mandate_key (
            mandate_sha256 BLOB PRIMARY KEY CHECK (length(mandate_sha256) = 32),
            content     BLOB NOT NULL         -- a private key, sealed under its holder's passphrase
        ) STRICT, WITHOUT ROWID
        """,
    ),
)

VERSION: Final = len(STEPS)
"""The schema that this program writes."""
