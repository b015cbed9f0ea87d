--liquibase formatted sql

--changeset p2pvps:order-of-a-market
alter table rental_order add column external_id varchar(200) default '' not null;
alter table rental_order add column listing varchar(200) default '' not null;
alter table rental_order add column extended_rental_id varchar(36);
alter table rental_order add column contact varchar(254);
alter table rental_order add column starts_at timestamp;
alter table rental_order add column delivered_at timestamp;
alter table rental add column end_reason varchar(20);
update rental_order set external_id = reference;
update rental_order set
  starts_at = (select r.started_at from rental r where r.rental_order_id = rental_order.rental_order_id),
  delivered_at = (select r.started_at from rental r where r.rental_order_id = rental_order.rental_order_id);
update rental set end_reason = 'TERM' where state = 'ENDED';
alter table rental_order add constraint rental_order_external unique (market, external_id);
alter table rental_order add constraint rental_order_extended foreign key (extended_rental_id) references rental;

create index listing_by_reference on listing (market, reference);
create index rental_order_undelivered on rental_order (delivered_at, state);

--changeset p2pvps:payment
create table payment (
  payment_id varchar(36) not null primary key,
  rental_order_id varchar(36) not null,
  market varchar(50) not null,
  reference varchar(200) not null,
  amount bigint not null,
  currency varchar(5) not null,
  received_at timestamp not null,
  constraint payment_reference unique (market, reference),
  constraint payment_positive check (amount > 0),
  constraint payment_of_order foreign key (rental_order_id) references rental_order
);
create table refund (
  refund_id varchar(36) not null primary key,
  rental_order_id varchar(36) not null,
  amount bigint not null,
  currency varchar(5) not null,
  reason varchar(20) not null,
  state varchar(20) not null,
  reference varchar(200) not null,
  note varchar(1000) not null,
  created_at timestamp not null,
  paid_at timestamp,
  constraint refund_positive check (amount > 0),
  constraint refund_of_order foreign key (rental_order_id) references rental_order
);
create index refund_state on refund (state, created_at);
create table settlement (
  rental_order_id varchar(36) not null primary key,
  currency varchar(5) not null,
  price bigint not null,
  earned bigint not null,
  fee bigint not null,
  refunded bigint not null,
  paid_seconds bigint not null,
  charged_seconds bigint not null,
  undelivered_seconds bigint not null,
  reason varchar(20) not null,
  ruled boolean not null,
  constraint settlement_exact check (earned + fee + refunded = price),
  constraint settlement_parts check (earned >= 0 and fee >= 0 and refunded >= 0),
  constraint settlement_of_order foreign key (rental_order_id) references rental_order
);

--changeset p2pvps:ledger
-- A line moves an amount from its credit account to its debit account, so nothing can get out of balance. The accounts' sums
-- are kept by the trigger below alone, and the check on them refuses to take out more than came in.
-- Only what a market holds may be overdrawn: a moderator can send back what the owner was paid out already; the admin advances it.
create table ledger_account (
  ledger_account_id varchar(36) not null primary key,
  kind varchar(20) not null,
  subject varchar(200) not null,
  currency varchar(5) not null,
  debits bigint not null,
  credits bigint not null,
  constraint ledger_account_once unique (kind, subject, currency),
  constraint ledger_account_currency unique (ledger_account_id, currency),
  constraint ledger_account_not_overdrawn check (
    debits >= 0 and credits >= 0
    and (kind = 'HELD' or (kind = 'CLAIMS' and debits >= credits) or (kind <> 'CLAIMS' and credits >= debits)))
);
create table ledger_transfer (
  ledger_transfer_id varchar(36) not null primary key,
  entry varchar(300) not null,
  line integer not null,
  kind varchar(20) not null,
  debit_account_id varchar(36) not null,
  credit_account_id varchar(36) not null,
  currency varchar(5) not null,
  amount bigint not null,
  rental_order_id varchar(36),
  posted_at timestamp not null,
  constraint ledger_transfer_once unique (entry, line),
  constraint ledger_transfer_positive check (amount > 0),
  constraint ledger_transfer_moves check (debit_account_id <> credit_account_id),
  constraint ledger_transfer_debit foreign key (debit_account_id, currency) references ledger_account (ledger_account_id, currency),
  constraint ledger_transfer_credit foreign key (credit_account_id, currency) references ledger_account (ledger_account_id, currency),
  constraint ledger_transfer_order foreign key (rental_order_id) references rental_order
);
create index ledger_transfer_posted on ledger_transfer (posted_at);
-- Nothing fits in here: what writes to it fails.
create table ledger_is_append_only (
  attempt varchar(20) not null,
  constraint ledger_is_append_only_check check (attempt is null)
);

--changeset p2pvps:ledger-triggers-derby dbms:derby
create trigger ledger_posted_debit after insert on ledger_transfer referencing new as line for each row
  update ledger_account set debits = debits + line.amount where ledger_account_id = line.debit_account_id;
create trigger ledger_posted_credit after insert on ledger_transfer referencing new as line for each row
  update ledger_account set credits = credits + line.amount where ledger_account_id = line.credit_account_id;
create trigger ledger_not_changed after update on ledger_transfer for each row
  insert into ledger_is_append_only values ('update');
create trigger ledger_not_deleted after delete on ledger_transfer for each row
  insert into ledger_is_append_only values ('delete');

--changeset p2pvps:ledger-triggers-postgresql dbms:postgresql splitStatements:false
create function ledger_posted() returns trigger as $body$
begin
  update ledger_account set debits = debits + new.amount where ledger_account_id = new.debit_account_id;
  update ledger_account set credits = credits + new.amount where ledger_account_id = new.credit_account_id;
  return new;
end
$body$ language plpgsql;
create trigger ledger_posted after insert on ledger_transfer for each row execute function ledger_posted();
create function ledger_fixed() returns trigger as $body$
begin
  insert into ledger_is_append_only values (lower(tg_op));
  return null;
end
$body$ language plpgsql;
create trigger ledger_fixed after update or delete on ledger_transfer for each row execute function ledger_fixed();

--changeset p2pvps:ledger-foreign-key-indexes dbms:postgresql
-- Derby makes these by itself.
create index payment_by_order on payment (rental_order_id);
create index refund_by_order on refund (rental_order_id);
create index rental_order_by_extended on rental_order (extended_rental_id);
create index ledger_transfer_by_debit on ledger_transfer (debit_account_id);
create index ledger_transfer_by_credit on ledger_transfer (credit_account_id);
create index ledger_transfer_by_order on ledger_transfer (rental_order_id);
