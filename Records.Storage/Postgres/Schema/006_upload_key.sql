-- What is uploaded for the in-tray belongs to no case file: it has the id of the entry it is to become, and a key of
-- its own. The zero key marks what is sealed with the key of its case file.
alter table upload rename column case_file to stream;
alter table upload add column key uuid not null default '00000000-0000-0000-0000-000000000000';
