"""The reconciliation on paper: the opinion sheet (衔接意见表) in Word and in Excel."""
