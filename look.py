import sys, subprocess, os
sys.path.insert(0,'tests/harness')
from duo_ui import *
app=App('look')
app.find(None,'Sign In')
subprocess.run(['swaymsg','[app_id=.*] floating enable, resize set 1280 900, move position 40 40'],stdout=subprocess.DEVNULL)
wait_until(lambda: app.root.all(), 'x')
picture('build/pictures/look.png')
print('\n'.join(app.root.tree()))
app.stop(); print('\n'.join(app.lines))
