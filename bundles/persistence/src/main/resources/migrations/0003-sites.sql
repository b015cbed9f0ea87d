--liquibase formatted sql

--changeset p2pvps:site-choice
create table site_choice (
  rental_id varchar(36) not null primary key,
  tls varchar(20) not null,
  redirect boolean not null,
  constraint site_choice_rental foreign key (rental_id) references rental
);

--changeset p2pvps:custom-domain
create table custom_domain (
  custom_domain_id varchar(36) not null primary key,
  rental_id varchar(36) not null,
  name varchar(253) not null,
  proof varchar(100) not null,
  state varchar(20) not null,
  created_at timestamp not null,
  verified_at timestamp,
  verified_name varchar(253),
  constraint custom_domain_verified_once unique (verified_name),
  constraint custom_domain_rental foreign key (rental_id) references rental
);
create index custom_domain_state on custom_domain (state, rental_id);

--changeset p2pvps:custom-domain-foreign-key-index dbms:postgresql
create index custom_domain_by_rental on custom_domain (rental_id);
