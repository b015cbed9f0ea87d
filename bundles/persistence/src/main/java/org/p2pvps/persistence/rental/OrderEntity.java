package org.p2pvps.persistence.rental;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.Money;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;

/** An order as it is kept. */
@Entity
@Table(name = "rental_order")
public class OrderEntity extends Row {
    @Id
    @Column(name = "rental_order_id")
    private UUID id;

    @Column(name = "device_id")
    private UUID deviceId;

    @Column(name = "renter_id")
    private UUID renterId;

    @Column(name = "market")
    private String market;

    @Column(name = "external_id")
    private String externalId;

    @Column(name = "listing")
    private String listing;

    @Column(name = "reference")
    private String reference;

    @Column(name = "extended_rental_id")
    private UUID extendedRentalId;

    @Column(name = "hours")
    private int hours;

    @Column(name = "total_amount")
    private long totalAmount;

    @Column(name = "total_currency")
    private String totalCurrency;

    @Column(name = "ssh_keys")
    private String sshKeys;

    @Column(name = "contact")
    private String contact;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private OrderState state;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "pay_by")
    private Instant payBy;

    @Column(name = "starts_at")
    private Instant startsAt;

    @Column(name = "delivered_at")
    private Instant deliveredAt;

    protected OrderEntity() {}

    static OrderEntity from(Order record) {
        OrderEntity entity = new OrderEntity();
        entity.id = record.id();
        entity.deviceId = record.deviceId();
        entity.renterId = record.renterId();
        entity.market = record.market();
        entity.externalId = record.externalId();
        entity.listing = record.listing();
        entity.extendedRentalId = record.extendedRentalId();
        entity.contact = record.contact();
        entity.startsAt = Kept.instant(record.startsAt());
        entity.deliveredAt = Kept.instant(record.deliveredAt());
        entity.reference = record.reference();
        entity.hours = record.hours();
        entity.totalAmount = record.total().amount();
        entity.totalCurrency = record.total().currency();
        entity.sshKeys = record.sshKeys();
        entity.state = record.state();
        entity.createdAt = Kept.instant(record.createdAt());
        entity.payBy = Kept.instant(record.payBy());
        return entity;
    }

    Order toRecord() {
        return new Order(
                id,
                deviceId,
                renterId,
                market,
                externalId,
                listing,
                reference,
                extendedRentalId,
                hours,
                new Money(totalAmount, totalCurrency),
                sshKeys,
                contact,
                state,
                createdAt,
                payBy,
                startsAt,
                deliveredAt);
    }
}
