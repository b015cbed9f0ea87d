--liquibase formatted sql

--changeset p2pvps:openbazaar-sale
create table openbazaar_sale (
  openbazaar_sale_id varchar(36) not null primary key,
  order_id varchar(100) not null,
  slug varchar(200) not null,
  buyer varchar(200) not null,
  moderator varchar(200) not null,
  daemon_state varchar(50) not null,
  progress varchar(20) not null,
  total varchar(50) not null,
  coin varchar(20) not null,
  fault varchar(1000) not null,
  seen_at timestamp not null,
  changed_at timestamp not null,
  constraint openbazaar_sale_order unique (order_id)
);
create index openbazaar_sale_progress on openbazaar_sale (progress, seen_at);

--changeset p2pvps:openbazaar-offer
create table openbazaar_offer (
  openbazaar_offer_id varchar(36) not null primary key,
  slug varchar(200) not null,
  digest varchar(64) not null,
  expires_at timestamp not null,
  published_at timestamp not null,
  constraint openbazaar_offer_slug unique (slug)
);

--changeset p2pvps:openbazaar-payment
create table openbazaar_payment (
  openbazaar_payment_id varchar(36) not null primary key,
  order_id varchar(100) not null,
  address varchar(200) not null,
  coin varchar(20) not null,
  amount bigint not null,
  state varchar(20) not null,
  transaction_id varchar(200) not null,
  created_at timestamp not null
);
