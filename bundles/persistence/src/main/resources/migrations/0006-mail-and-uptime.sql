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
