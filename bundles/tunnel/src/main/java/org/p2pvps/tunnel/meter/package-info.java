/** How much of the server each device and each renter may use. */
package org.p2pvps.tunnel.meter;
