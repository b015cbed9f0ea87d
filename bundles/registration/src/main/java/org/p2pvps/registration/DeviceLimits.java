package org.p2pvps.registration;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.p2pvps.protocol.Hardware;
import org.p2pvps.protocol.Limits;

/** How much of a device its container may use. */
@Component(service = DeviceLimits.class, configurationPid = RegistrationConfig.PID)
@Designate(ocd = RegistrationConfig.class)
public final class DeviceLimits {
    private static final int MILLI_PER_CPU = 1000;
    private static final int PERCENT = 100;

    private final RegistrationConfig config;

    @Activate
    public DeviceLimits(RegistrationConfig config) {
        this.config = config;
    }

    Limits of(Hardware hardware) {
        return new Limits(
                Math.max(1, hardware.cpus() * MILLI_PER_CPU * config.cpuPercent() / PERCENT),
                Math.max(1, hardware.memoryMib() * config.memoryPercent() / PERCENT),
                config.pids());
    }
}
