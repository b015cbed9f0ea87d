package org.p2pvps.rental;

import java.time.Instant;
import java.util.UUID;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.p2pvps.api.uptime.Undelivered;
import org.p2pvps.api.uptime.UptimeRecord;

/** What devices did not deliver, as far as anybody keeps a record of it: without evidence everything counts as delivered. */
@Component(service = Delivered.class)
public final class Delivered {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile UptimeRecord uptime;

    /** For Declarative Services. */
    public Delivered() {}

    Delivered(UptimeRecord uptime) {
        this.uptime = uptime;
    }

    Undelivered undelivered(UUID deviceId, Instant from, Instant until) {
        UptimeRecord there = uptime;
        return there == null ? Undelivered.NONE : there.undelivered(deviceId, from, until);
    }
}
