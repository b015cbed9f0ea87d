/** What every area of the domain uses: money, secrets, transactions, failures, event topics. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.p2pvps.api;
