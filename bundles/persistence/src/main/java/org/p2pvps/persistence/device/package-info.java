/** Devices and their leases. */
package org.p2pvps.persistence.device;
