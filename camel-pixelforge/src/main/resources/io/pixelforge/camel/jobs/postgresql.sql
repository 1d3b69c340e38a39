-- The jobs of camel-pixelforge. One row is one paid request. All times are the database's own, in UTC.
CREATE TABLE pixelforge_job (
    id              VARCHAR(36)  NOT NULL PRIMARY KEY, -- ours, known before the service's
    job_group       VARCHAR(255) NOT NULL,             -- the option jobGroup: a tenant
    origin          VARCHAR(255) NOT NULL,             -- the gateway that has the job
    operation       VARCHAR(16)  NOT NULL,             -- relight or generate
    idempotent_key  TEXT,                              -- the option idempotentKey
    held_key        VARCHAR(64),                       -- SHA-256 of group, origin, operation and key while it answers
    fingerprint     VARCHAR(64)  NOT NULL,             -- SHA-256 of the input before publishing
    state           VARCHAR(16)  NOT NULL,             -- RESERVED SUBMITTING UNKNOWN QUEUED PROCESSING COMPLETED FAILED ERROR LOST
    delivery        VARCHAR(16)  NOT NULL,             -- WAITER CONSUMER ACKNOWLEDGED PARKED
    request_id      VARCHAR(200),                      -- the service's id
    polling_url     TEXT,
    image_urls      TEXT         NOT NULL,             -- JSON: the pictures as published
    model_id        TEXT,
    media_urls      TEXT         NOT NULL,             -- JSON: where the results are
    media_type      TEXT,
    service_error   TEXT,                              -- what the service says
    error           TEXT,                              -- what we say: why it is UNKNOWN or LOST
    detected_by     VARCHAR(16),
    headers         TEXT         NOT NULL,             -- JSON: the submitter's, with their types
    options         TEXT         NOT NULL,             -- JSON: what the submitter asked for, in milliseconds
    slowdown        INTEGER      NOT NULL,
    deliveries      INTEGER      NOT NULL,             -- how often its end was offered in vain
    created_at      TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    submitted_at    TIMESTAMP(3) WITH TIME ZONE,
    ended_at        TIMESTAMP(3) WITH TIME ZONE,
    missing_since   TIMESTAMP(3) WITH TIME ZONE,
    service_created_at   TIMESTAMP(3) WITH TIME ZONE,
    service_updated_at   TIMESTAMP(3) WITH TIME ZONE,
    service_completed_at TIMESTAMP(3) WITH TIME ZONE,
    due_at          TIMESTAMP(3) WITH TIME ZONE NOT NULL,             -- next question, or next delivery
    lease_owner     VARCHAR(36),
    lease_number    BIGINT       NOT NULL,
    lease_until     TIMESTAMP(3) WITH TIME ZONE,
    work            VARCHAR(8),                        -- ASK or DELIVER: what a claim may find in it
    claim_at        TIMESTAMP(3) WITH TIME ZONE NOT NULL,             -- when a claim may find it: due, or called back about, and its lease over
    expires_at      TIMESTAMP(3) WITH TIME ZONE,                      -- when the row may be removed
    callback_hash   VARCHAR(64),                       -- SHA-256 of the token in the URL that the service calls back
    callback_request_id VARCHAR(200),                  -- a callback's word for the service's id of an UNKNOWN one
    hints           INTEGER      DEFAULT 0 NOT NULL,   -- callbacks that were noted
    hints_seen      INTEGER      DEFAULT 0 NOT NULL,   -- those of them that a question has followed
    hint_at         TIMESTAMP(3) WITH TIME ZONE        -- when the last of them makes the job due
);

CREATE UNIQUE INDEX pixelforge_job_key ON pixelforge_job (held_key);
CREATE INDEX pixelforge_job_claim ON pixelforge_job (job_group, origin, work, claim_at);
CREATE INDEX pixelforge_job_request ON pixelforge_job (request_id);
CREATE INDEX pixelforge_job_callback ON pixelforge_job (callback_hash);
CREATE INDEX pixelforge_job_expiry ON pixelforge_job (expires_at);
CREATE INDEX pixelforge_job_state ON pixelforge_job (job_group, state, delivery, created_at);
