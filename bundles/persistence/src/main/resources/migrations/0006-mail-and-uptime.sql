--liquibase formatted sql

--changeset p2pvps:mail-state
-- Of older mails nobody knows the kind: they count as what is never turned off.
alter table mail add column kind varchar(20) not null default 'CREDENTIALS';
alter table mail add column state varchar(20) not null default 'WAITING';
alter table mail add column account_id varchar(36);
alter table mail add constraint mail_account foreign key (account_id) references account;
update mail set state = 'SENT' where sent_at is not null;
drop index mail_due;
create index mail_due on mail (state, next_attempt_at);

--changeset p2pvps:mail-preference
create table mail_preference (
  account_id varchar(36) not null primary key,
  muted varchar(1000) not null,
  constraint mail_preference_account foreign key (account_id) references account
);

--changeset p2pvps:mail-foreign-key-index dbms:postgresql
create index mail_by_account on mail (account_id);

--changeset p2pvps:uptime
create table outage (
  outage_id varchar(36) not null primary key,
  device_id varchar(36) not null,
  cause varchar(20) not null,
  from_at timestamp not null,
  returned_at timestamp,
  until_at timestamp,
  open_device_id varchar(36),
  constraint outage_open_once unique (open_device_id),
  constraint outage_device foreign key (device_id) references device
);
create index outage_span on outage (device_id, from_at);
create table server_life (
  server_life_id varchar(36) not null primary key,
  from_at timestamp not null,
  until_at timestamp not null
);
create index server_life_span on server_life (until_at, from_at);
