--liquibase formatted sql

--changeset p2pvps:market-fee
-- What was ruled about before has none: its owner was credited with it.
alter table settlement add column market_fee bigint default 0 not null;
alter table settlement drop constraint settlement_exact;
alter table settlement drop constraint settlement_parts;
alter table settlement add constraint settlement_divided check (earned + fee + market_fee + refunded = price);
alter table settlement add constraint settlement_shares check (earned >= 0 and fee >= 0 and market_fee >= 0 and refunded >= 0);
