/** What was carried to and from devices: counted on the data paths, kept by the hour. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.p2pvps.api.traffic;
