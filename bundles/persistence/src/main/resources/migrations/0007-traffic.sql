--liquibase formatted sql

--changeset p2pvps:traffic
create table traffic (
  traffic_id varchar(36) not null primary key,
  counter_id varchar(36) not null,
  device_id varchar(36) not null,
  lease_id varchar(36) not null,
  kind varchar(10) not null,
  hour_at timestamp not null,
  bytes_in bigint not null,
  bytes_out bigint not null
);
create index traffic_of_device on traffic (device_id, hour_at);
create index traffic_hour on traffic (hour_at);
