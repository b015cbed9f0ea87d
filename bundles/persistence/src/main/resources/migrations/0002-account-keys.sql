--liquibase formatted sql

--changeset p2pvps:account-key
create table account_key (
  account_key_id varchar(36) not null primary key,
  account_id varchar(36) not null,
  name varchar(200) not null,
  ssh_key varchar(4000) not null,
  fingerprint varchar(64) not null,
  created_at timestamp not null,
  constraint account_key_fingerprint unique (fingerprint),
  constraint account_key_account foreign key (account_id) references account
);

--changeset p2pvps:account-key-indexes dbms:postgresql
create index account_key_by_account on account_key (account_id);
