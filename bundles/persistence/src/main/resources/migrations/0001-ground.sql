--liquibase formatted sql

-- SQL that Derby and PostgreSQL both take. Times are UTC. A column named after what is "active", "listed" holds its value
-- only that long and is null after: its unique constraint is how the database keeps at most one at a time.

--changeset p2pvps:account
create table account (
  account_id varchar(36) not null primary key,
  email varchar(254) not null,
  name varchar(200) not null,
  password_hash varchar(500) not null,
  created_at timestamp not null,
  constraint account_email unique (email)
);
create table account_role (
  account_id varchar(36) not null,
  role varchar(20) not null,
  constraint account_role_key primary key (account_id, role),
  constraint account_role_account foreign key (account_id) references account
);
create table access_token (
  access_token_id varchar(36) not null primary key,
  account_id varchar(36) not null,
  kind varchar(20) not null,
  name varchar(200) not null,
  token_hash varchar(64) not null,
  created_at timestamp not null,
  expires_at timestamp not null,
  constraint access_token_hash unique (token_hash),
  constraint access_token_account foreign key (account_id) references account
);
create index access_token_expires on access_token (expires_at);

--changeset p2pvps:device
create table device (
  device_id varchar(36) not null primary key,
  owner_id varchar(36) not null,
  name varchar(200) not null,
  description varchar(4000) not null,
  purpose varchar(20) not null,
  hourly_rate_amount bigint not null,
  hourly_rate_currency varchar(5) not null,
  state varchar(20) not null,
  generation integer not null,
  key_hash varchar(64),
  instance_id varchar(100),
  architecture varchar(20),
  cpus integer,
  cpu_model varchar(200),
  memory_mib bigint,
  disk_mib bigint,
  trouble varchar(1000) not null,
  last_seen_at timestamp,
  created_at timestamp not null,
  constraint device_key_hash unique (key_hash),
  constraint device_owner foreign key (owner_id) references account
);
create index device_state on device (state);
create table revoked_key (
  key_hash varchar(64) not null primary key
);

--changeset p2pvps:lease
create table lease (
  lease_id varchar(36) not null primary key,
  device_id varchar(36) not null,
  generation integer not null,
  ssh_port integer not null,
  subdomain varchar(63) not null,
  username varchar(100) not null,
  sealed_password varchar(4000),
  sealed_web_token varchar(4000),
  tunnel_key varchar(4000) not null,
  created_at timestamp not null,
  released_at timestamp,
  active_device_id varchar(36),
  active_ssh_port integer,
  active_subdomain varchar(63),
  constraint lease_active_device unique (active_device_id),
  constraint lease_active_ssh_port unique (active_ssh_port),
  constraint lease_active_subdomain unique (active_subdomain),
  constraint lease_device foreign key (device_id) references device
);

--changeset p2pvps:rental
create table rental_order (
  rental_order_id varchar(36) not null primary key,
  device_id varchar(36) not null,
  renter_id varchar(36) not null,
  market varchar(50) not null,
  reference varchar(200) not null,
  hours integer not null,
  total_amount bigint not null,
  total_currency varchar(5) not null,
  ssh_keys varchar(16384) not null,
  state varchar(20) not null,
  created_at timestamp not null,
  pay_by timestamp not null,
  constraint rental_order_reference unique (reference),
  constraint rental_order_device foreign key (device_id) references device,
  constraint rental_order_renter foreign key (renter_id) references account
);
create index rental_order_state on rental_order (state, pay_by);
create table rental (
  rental_id varchar(36) not null primary key,
  rental_order_id varchar(36) not null,
  device_id varchar(36) not null,
  lease_id varchar(36) not null,
  renter_id varchar(36) not null,
  generation integer not null,
  state varchar(20) not null,
  started_at timestamp not null,
  ends_at timestamp not null,
  ended_at timestamp,
  active_device_id varchar(36),
  constraint rental_order_once unique (rental_order_id),
  constraint rental_active_device unique (active_device_id),
  constraint rental_of_order foreign key (rental_order_id) references rental_order,
  constraint rental_device foreign key (device_id) references device,
  constraint rental_lease foreign key (lease_id) references lease,
  constraint rental_renter foreign key (renter_id) references account
);
create index rental_due on rental (state, ends_at);

--changeset p2pvps:listing
create table listing (
  listing_id varchar(36) not null primary key,
  device_id varchar(36) not null,
  generation integer not null,
  market varchar(50) not null,
  reference varchar(200) not null,
  state varchar(20) not null,
  created_at timestamp not null,
  ended_at timestamp,
  listed_device_id varchar(36),
  constraint listing_listed_once unique (listed_device_id, market),
  constraint listing_device foreign key (device_id) references device
);
create index listing_state on listing (state, created_at);

--changeset p2pvps:mail
create table mail (
  mail_id varchar(36) not null primary key,
  recipient varchar(254) not null,
  subject varchar(500) not null,
  sealed_text varchar(32672),
  attempts integer not null,
  last_error varchar(1000) not null,
  created_at timestamp not null,
  next_attempt_at timestamp not null,
  sent_at timestamp
);
create index mail_due on mail (sent_at, next_attempt_at);

--changeset p2pvps:vault
-- A known text, sealed: tells a wrong key before it does harm.
create table vault (
  vault_id varchar(36) not null primary key,
  sealed_check varchar(200) not null
);

--changeset p2pvps:foreign-key-indexes dbms:postgresql
-- Derby makes these by itself.
create index access_token_by_account on access_token (account_id);
create index device_by_owner on device (owner_id);
create index lease_by_device on lease (device_id);
create index rental_order_by_renter on rental_order (renter_id);
create index rental_order_by_device on rental_order (device_id);
create index rental_by_renter on rental (renter_id);
create index rental_by_device on rental (device_id);
create index listing_by_device on listing (device_id);

--changeset p2pvps:locks dbms:derby
-- Seconds. A deadlock is found after the first, a wait given up after the second; both are tried again.
call syscs_util.syscs_set_database_property('derby.locks.deadlockTimeout', '1');
call syscs_util.syscs_set_database_property('derby.locks.waitTimeout', '10');
