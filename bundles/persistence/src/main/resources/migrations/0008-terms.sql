--liquibase formatted sql

--changeset p2pvps:device-term
-- Devices that are there can be rented for as long as they could be.
alter table device add column shortest_hours integer default 1 not null;
alter table device add column longest_hours integer default 8784 not null;
alter table device add constraint device_term check (shortest_hours >= 1 and longest_hours >= shortest_hours and longest_hours <= 8784);

--changeset p2pvps:renewal
alter table rental add column renewal_hours integer default 0 not null;
