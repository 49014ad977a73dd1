/** River gauges that publish their levels at an MQTT broker. */
package com.example.watchfloor.rivergauge.internal;
