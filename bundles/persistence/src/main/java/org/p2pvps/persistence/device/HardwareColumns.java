package org.p2pvps.persistence.device;

import javax.persistence.Column;
import javax.persistence.Embeddable;
import org.p2pvps.persistence.Kept;
import org.p2pvps.protocol.Hardware;

/** A device's hardware; all null while unknown. */
@Embeddable
public class HardwareColumns {
    private static final int LONGEST_MODEL = 200;

    @Column(name = "architecture")
    private String architecture;

    @Column(name = "cpus")
    private Integer cpus;

    @Column(name = "cpu_model")
    private String cpuModel;

    @Column(name = "memory_mib")
    private Long memoryMib;

    @Column(name = "disk_mib")
    private Long diskMib;

    protected HardwareColumns() {}

    static HardwareColumns from(Hardware record) {
        if (record == null) {
            return null;
        }
        HardwareColumns columns = new HardwareColumns();
        columns.architecture = record.architecture();
        columns.cpus = record.cpus();
        columns.cpuModel = Kept.remark(record.cpuModel(), LONGEST_MODEL);
        columns.memoryMib = record.memoryMib();
        columns.diskMib = record.diskMib();
        return columns;
    }

    Hardware toRecord() {
        return new Hardware(architecture, cpus, cpuModel, memoryMib, diskMib);
    }
}
