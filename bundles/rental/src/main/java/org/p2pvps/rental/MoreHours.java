package org.p2pvps.rental;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.Rental;

/** Who may order more hours of a rental: its renter, who pays for them. Of what was given for free the device's owner gives more. */
@Component(service = MoreHours.class)
public final class MoreHours {
    private final OrderStore orders;
    private final DeviceStore devices;

    @Activate
    public MoreHours(@Reference OrderStore orders, @Reference DeviceStore devices) {
        this.orders = orders;
        this.devices = devices;
    }

    /** Whether the caller may order more. Anybody may go on with a device that is free for everybody. */
    boolean mayExtend(Rental rental, Caller caller) {
        boolean isFreeForAll = devices.find(rental.deviceId())
                .filter(device -> device.hourlyRate().amount() == 0)
                .isPresent();
        return isFreeForAll && isRenter(rental, caller) || mayRenew(rental, caller);
    }

    /** Whether the caller may have more ordered again and again. Nobody keeps a device for ever for nothing, unless its owner says so. */
    boolean mayRenew(Rental rental, Caller caller) {
        return caller.is(Role.ADMIN) || (isFree(rental) ? isOwner(rental, caller) : isRenter(rental, caller));
    }

    private boolean isFree(Rental rental) {
        return orders.find(rental.orderId())
                .filter(order -> order.total().amount() == 0)
                .isPresent();
    }

    private boolean isOwner(Rental rental, Caller caller) {
        return devices.find(rental.deviceId())
                .filter(device -> device.ownerId().equals(caller.id()))
                .isPresent();
    }

    private static boolean isRenter(Rental rental, Caller caller) {
        return rental.renterId().equals(caller.id());
    }
}
