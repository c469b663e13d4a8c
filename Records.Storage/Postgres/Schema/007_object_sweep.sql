-- How far the objects that events name are known to be claimed, and when it was last looked for those nobody names.
create table object_sweep
(
    position bigint      not null,
    swept_at timestamptz not null,
    is_only  boolean     not null default true,

    constraint object_sweep_pkey primary key (is_only),
    constraint object_sweep_is_one_row check (is_only),
    constraint object_sweep_position_check check (position >= -1)
);

insert into object_sweep (position, swept_at) values (-1, '2000-01-01T00:00:00Z');

grant select, update (position, swept_at) on object_sweep to records_app;
