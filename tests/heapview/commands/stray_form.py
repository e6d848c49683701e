# A form is chosen by the ending of -o FILE; whoever writes it otherwise is told so.
kept = ["stray_form"]
